/**
 * What sets a language apart from others in its script: everyday words, pieces of words with `_` for a word's edge, and
 * letters. Written for this project from general knowledge, not counted from a corpus.
 */
export type Profile = { words: string; parts?: string; letters?: string };

const LATIN: Record<string, Profile> = {
  en: {
    words:
      'the of and to in is was for that it on with as are be this have from at by not but they you she he we his her my your their our what which who when where how why will would can could should there been has had were do does did about into out up if or an a than then more some any no so just only one please thank today tomorrow all before after very because its me him them us new people go goes went come comes came take make made see says said every day days year years time man men woman women child children water house food road school morning night got get know want need again small good great old long first two three here home world country city may might shall must while such through between against',
    parts: 'th_ _th ing_ tion_ _wh ght ed_ _sh ough ould ly_ ness_ _kn ck_ ee oo',
  },
  es: {
    words:
      'el la los las de del que y en un una unos unas por para con no es son está están se su sus al lo como más pero muy ya me mi te tu le les nos si sí cuando donde dónde qué quién cómo este esta estos estas ese esa fue ser ha han hay también hasta desde sobre entre sin porque hoy mañana todo todos usted nosotros hace puede tiene gracias ayer aquí después antes va van ir voy hacer ver dice decir día días año años tiempo hombre hombres mujer mujeres niño niños niña agua casa cada ciudad país vez veces mejor gran grande bueno buena nuestro nuestra otro otra primera noche semana trabajo vida mundo aunque mientras siempre nunca llega nada algo mis tus tener estar dos tres',
    parts: 'ción_ ñ _ll ando_ iendo_ mente_ dad_ ¿ ¡ ero_ ará_ _hu ué_ os_ as_',
  },
  fr: {
    words:
      'le la les des du de un une et est en que qui dans pour pas sur au aux avec ce cette ces il elle ils elles nous vous je ne se sa son ses leur leurs mon ma mes plus par mais ou où sont été être avoir ont fait comme tout tous très bien aussi sans chez entre avant après parce aujourd hui demain hier quand quoi merci votre notre peut faut deux y va vont aller vais faire voir dit dire jour jours matin soir nuit an ans année temps homme hommes femme femmes enfant enfants eau maison ville pays chaque petit petite grand grande bon bonne autre autres même nos vos cet première fois monde vie travail toujours jamais encore arrive depuis pendant vers rien trop trois peu',
    parts: "tion_ eau _qu ez_ eux_ oi ou ç è ê l' d' qu' j' n' s' c' aux_ ment_ _ê ée",
  },
  de: {
    words:
      'der die das den dem des und ist nicht ein eine einen einem einer zu mit von auf für im in sich es an auch als bei nach aus wie wir ihr sie er ich du mich uns sind war wird werden hat haben kann können muss müssen noch nur aber oder wenn dass weil sehr schon heute morgen gestern bitte danke wo was wer zum zur über unter vor durch kein keine mein dein sein unser alle mehr bis um geht gehen kommt kommen macht machen sagt jahr jahre tag tage zeit mann frau kinder kind wasser haus stadt land jeden jeder jede jetzt immer nie wieder hier dort gut gute neue neuen kleine große zwei drei erste woche arbeit leben welt ob doch etwas nichts viel viele gegen ohne während seit zwischen diese dieser dieses',
    parts: 'sch ung_ ich_ ein_ _ge cht ä ö ü ß en_ _ver _st lich_ keit_ eu ie tz pf',
  },
  pt: {
    words:
      'o a os as de do da dos das que e em no na nos nas um uma uns umas para por com não é são está estão se seu sua seus suas ao aos à às como mais mas muito já me meu minha te ele ela eles elas nós você vocês quando onde este esta isso foi ser tem têm há também até sobre entre sem porque hoje amanhã tudo todos pode obrigado obrigada ontem aqui depois antes pelo pela vai vão ir vou fazer ver diz dizer dia dias ano anos tempo homem homens mulher mulheres criança crianças água casa cada cidade país vez vezes melhor grande bom boa nosso nossa outro outra primeira noite semana trabalho vida mundo embora enquanto sempre nunca chega essa nada algo minhas tuas ter estar dois duas três nem numa num',
    parts: 'ção_ ções_ ão_ nh lh ã õ ç mente_ dade_ ê â em_ ou_ eir inh',
  },
  it: {
    words:
      'il lo la i gli le di del della dei delle che e è in un una uno per con non sono si da dal dalla nel nella al alla ai sul sulla come più ma anche ha hanno questo questa quello quella mi ti ci vi se suo sua loro noi voi lui lei essere stato molto già quando dove chi cosa perché oggi domani ieri tutto tutti grazie può prima dopo senza tra fra ogni va vanno vado fare vedere dice dire giorno giorni anno anni tempo uomo uomini donna donne bambino bambini acqua casa città paese volta volte grande buono buona nostro nostra altro altra notte settimana lavoro vita mondo mentre sempre mai arriva niente qualcosa mia tuo tua avere stare due tre abbiamo dello negli dai dagli',
    parts: 'zione_ zioni_ gli ggi cch zz tt ss_ ò ù ì _ch à_ are_ ere_ ire_ tto_ tta_ ll nn',
  },
  nl: {
    words:
      'de het een en van in is dat die niet zijn op te met voor aan er maar om ook als dan bij nog uit naar wel of heeft hebben had was werd wordt worden kan kunnen moet moeten ik je jij hij zij wij we ze u mijn jouw ons onze hun dit deze waar wat wie hoe wanneer vandaag morgen gisteren geen veel meer door over onder tot omdat heel alle bedankt alstublieft gaat gaan komt komen maakt maken zegt jaar jaren dag dagen tijd man vrouw kinderen kind water huis stad land elke iedere altijd nooit weer hier daar goed goede nieuwe kleine grote twee drie eerste week werk leven wereld iets niets vele tegen zonder tijdens sinds tussen haar zo toen alles ben bent zou zullen zal',
    parts: 'ij aa ee oo uu sch _ge en_ oe ui eu cht _ver je_ lijk_ heid_ tje_ ng_',
  },
  sw: {
    words:
      'na ya wa kwa ni za la katika cha vya ili hii huyu hiyo kuwa kama sana pia lakini au hapa huko leo kesho jana watu mtu wote yote baada kabla kutoka hadi bila sisi wewe mimi yeye wao nini nani wapi lini gani vipi tafadhali asante karibu si ndiyo hapana alikuwa walikuwa ana wana nina tuna mna je kila moja wake yake yangu yetu zao mwa hayo haya ambao kazi shule maji nyumba mji nchi siku asubuhi usiku mwaka miaka mtoto watoto mama baba dada kaka mara mbili tatu kubwa ndogo nzuri mpya sasa tena bado ndani nje juu chini kuhusu kwamba ambayo ambaye kwenda kufanya kula kusema yako yenu mengi kitu vitu barabara chakula habari jina langu',
    parts:
      '_wa _ku _ma _mw _ki _vi _ni _tu _ali _ana _wana _ili _na _ha ika_ isha_ wa_ ia_ ji sh ny ng mb ndi aji',
  },
  id: {
    words:
      'yang dan di dari ke untuk dengan tidak ini itu adalah pada akan dalam saya anda kami kita mereka dia ada bisa dapat sudah telah belum oleh atau juga karena jika kalau apa siapa mana kapan bagaimana mengapa seperti lebih sangat banyak hari besok kemarin terima kasih tolong orang semua setelah sebelum harus masih hanya lagi tetapi sebuah para nya pergi datang buat lihat kata tahun waktu perempuan laki anak air rumah kota negara setiap selalu sekali dua tiga pertama minggu kerja bekerja hidup dunia sesuatu tanpa sejak antara tentang baik baru besar kecil pagi malam sekarang lalu dekat jalan makan ibu bapak ketika itulah seorang melalui',
    parts: '_meng _men _mem _ber _ter _pe _di _se an_ kan_ nya_ ng ngg ny _ke ah_ ai_ uk_',
  },
  tr: {
    words:
      've bir bu da de için ile ne çok var yok mi mı mu mü ama gibi daha en olan olarak kadar sonra önce ben sen o biz siz onlar benim senin onun bizim sizin nerede nasıl kim niçin neden bugün yarın dün değil evet hayır lütfen teşekkürler her şey şu ya veya hem ise ki olduğu oldu olacak eder edildi iyi yeni insanlar bütün tüm gidiyor geliyor yapmak gün günde yıl zaman adam kadın çocuk çocuklar su ev şehir ülke iki üç ilk hafta iş hayat dünya şimdi burada orada büyük küçük sabah gece kız erkek kardeşim yol okul yemek diye göre karşı değildir olması eden edilen bunu buna bunun onu ona',
    parts: 'lar_ ler_ ı ş ğ ç ü ö yor_ dır_ dir_ ın_ nın_ mek_ mak_ acak ecek _ol iyor arı eri',
  },
  pl: {
    words:
      'i w z na do nie to jest się że są o po za od jak ale czy dla przez przy oraz lub bardzo już tylko tak być był była było będzie może można mam ma mamy ja ty on ona my wy oni mnie ciebie jego jej ich nasz twój gdzie kiedy kto co dlaczego dzisiaj jutro wczoraj proszę dziękuję ten ta te tego tej wszystko który która które jeszcze przed więc bo idzie iść robić mówi dzień dni rok lata lat czas człowiek kobieta dzieci dziecko woda dom miasto kraj każdy zawsze nigdy tutaj tam dobry dobra nowy mały duży dwa dwie trzy pierwszy tydzień praca życie świat coś nic bez między podczas moja mój moje nasza rano wieczorem gdy również',
    parts: 'sz cz rz ł ą ę ś ć ż ź ó prz _prz nie_ ego_ ych_ owa ość_ iej wie _w_ dz ami_',
  },
  ro: {
    words:
      'și în de la cu pe un o nu este sunt din că se ce mai pentru care a al ale ai au fi fost fie sau dar după până prin între foarte tot toate toți eu tu el ea noi voi ei ele meu mea tău său lui lor nostru unde când cine cum astăzi mâine ieri vă rog mulțumesc aici acest această acestea fără despre dacă doar încă trebuie poate are avem am merge vine face spune zi zile an ani timp om oameni femeie copii copil apă casă oraș țară fiecare mereu niciodată acolo bun bună nou mic mare doi două trei primul săptămână muncă viață lume ceva nimic împotriva timpul noastră lângă acum atunci',
    parts: 'ă î â ș ț ul_ ului_ ele_ lor_ ții_ _în _su esc_ ește_ ați_ ea_ iei_ ții ții_',
  },
  vi: {
    words:
      'và của là có không được cho các một những trong với người này đã để đến khi từ ở rất nhưng như cũng vào ra lại nếu thì mà tôi bạn anh chị chúng ta họ nó ông bà ai gì đâu nào sao hôm nay mai ngày năm xin cảm ơn vui lòng vì sẽ đang phải hay hoặc tất cả nhiều sau trước bị về theo tại đó nước đi làm nói thời gian đàn phụ nữ trẻ em con nhà thành phố mỗi luôn đây tốt mới nhỏ lớn hai ba đầu tiên tuần việc sống thế giới gần giữa sáng tối ăn uống học trường đường xe bệnh viện',
    parts: 'ư ơ đ ạ ả ấ ầ ẩ ậ ắ ằ ặ ế ề ể ệ ị ọ ố ồ ổ ộ ớ ờ ở ợ ụ ủ ứ ừ ử ự ỏ nh_ ng_ _ng _th',
  },
};

/** ISO 15924 script -> languages written in it. */
export const PROFILES: Record<string, Record<string, Profile>> = {
  Latn: LATIN,
  Cyrl: {
    uk: {
      letters: 'іїєґ',
      parts: 'ться_ ння_ ою_ ому_ ій_ є_ ла_ ли_ ує_ ії_ іс_ ві під',
      words:
        'і та в у на що не з до як це за від для є але або від під над між бо чи тут там моя мій наша два одна одну раз день бо тільки можна треба він вона вони ми ви я його її їх про при де коли хто дуже вже ще буде були був сьогодні завтра після щоб також якщо дякую',
    },
    ru: {
      letters: 'ыэёъ',
      parts: 'ться_ тся_ ние_ ого_ ая_ ой_ ий_ ть_ ет_ ит_ ла_ ли_ ает ова ии_ ие_ ется',
      words:
        'и в не на что с как это по но из у за от для к он она они мы вы я его её их о при где когда кто очень уже ещё будет были был сегодня завтра после чтобы также если спасибо или нет есть моя мой наша два одна одну раз день под над между бы же там здесь потому только можно надо',
    },
    be: {
      letters: 'ў',
      words:
        'і ў на што не з да як гэта за ад для але або ён яна яны мы вы вельмі ўжо будзе сёння заўтра пасля калі',
    },
    bg: {
      letters: 'ъ',
      parts: 'ът_ ата_ ите_ ото_ ява_ ява',
      words:
        'и на да се за от е не в са с по че като но това към ще са съм си ли от който която днес утре след много благодаря',
    },
    sr: {
      letters: 'ђћџљњј',
      words: 'и у на је да се за од не са су као али то што које који данас сутра после врло хвала',
    },
    mk: { letters: 'ѓќѕ', words: 'и на во да се за од не е со што како но тоа кој денес утре после многу' },
    kk: { letters: 'әғқңұһ', words: 'және мен бұл үшін бар емес деп осы бір ол біз сіз бүгін ертең' },
  },
  Arab: {
    ar: {
      letters: 'ةيكىأإ',
      words:
        'في من على إلى عن أن هذا هذه التي الذي كان لا ما مع هو هي كل بعد قبل أو ثم لم لن قد نحن أنت أنا هم اليوم غدا يوم بين حتى إذا عند لأن شكرا',
    },
    fa: {
      letters: 'پچژگیک',
      words:
        'و در به از که این را با است برای آن یک خود تا می بر هم ما شما من او آنها نیز هر یا اگر بود شد شده کرد باید نمی امروز فردا کجا چه',
    },
    ur: {
      letters: 'ٹڈڑںےہھپچگیک',
      words:
        'کے کی ہے میں کا اور سے کو نے پر یہ ہیں نہیں کہ وہ بھی ہو تھا ایک کر اس آپ ہم آج کل کہاں کیا لیے گا گے',
    },
    ps: { letters: 'ټډړښېۍڅځڼ', words: 'د په چې او دی ده له سره کې یې دا به هم نه' },
    ckb: { letters: 'ێۆڕڵە', words: 'و لە بە بۆ کە ئەم ئەو لەگەڵ' },
  },
  Deva: {
    hi: {
      words:
        'है में के का की और से को नहीं पर यह हैं कि वह भी हो था एक कर इस आप हम मैं ने लिए आज कल कहाँ क्या जो तो गया रहे रहा थे',
    },
    mr: {
      letters: 'ळ',
      words: 'आहे आणि मध्ये हा ही हे ते तो मी तुम्ही आम्ही नाही आहेत होते काय कुठे साठी पण आज उद्या झाले करण्यात',
    },
    ne: {
      words: 'छ छन् हो र मा को लाई का ले यो त्यो म तपाईं हामी हुन्छ थियो भयो गर्न पनि आज भोलि कहाँ के',
    },
  },
  Ethi: {
    am: {
      words: 'ነው እና ላይ ውስጥ ወደ ነበር አለ ናቸው ግን ይህ ያለ ስለ ከ እኔ እርስዎ ዛሬ ነገ የት ምን አይደለም በጣም ሁሉ እባክዎ አመሰግናለሁ',
    },
    ti: { letters: 'ኣቕ', words: 'እዩ ኣብ ናይ ካብ ከም ናብ እዮም ኣሎ ግን እዚ ሎሚ ጽባሕ ኣይኮነን' },
  },
  Beng: {
    bn: { words: 'এবং এই একটি করে না হয় আমি আমরা আপনি তারা জন্য থেকে আছে কোথায় কি আজ' },
    as: { letters: 'ৰৱ', words: 'আৰু এই এটা কৰে নাই মই আমি আপুনি' },
  },
};

/** Scripts that one widely used language writes. */
export const ONE_LANGUAGE: Record<string, string> = {
  Hang: 'ko',
  Thai: 'th',
  Grek: 'el',
  Hebr: 'he',
  Armn: 'hy',
  Geor: 'ka',
  Taml: 'ta',
  Telu: 'te',
  Knda: 'kn',
  Mlym: 'ml',
  Gujr: 'gu',
  Guru: 'pa',
  Orya: 'or',
  Sinh: 'si',
  Mymr: 'my',
  Khmr: 'km',
  Laoo: 'lo',
  Thaa: 'dv',
  Hani: 'zh',
  Kana: 'ja',
};

/** The language most often written in a script whose others are rare: said where nothing speaks for another one. */
export const USUAL: Record<string, { language: string; confidence: number }> = {
  Beng: { language: 'bn', confidence: 0.85 },
  Ethi: { language: 'am', confidence: 0.85 },
  Deva: { language: 'hi', confidence: 0.6 },
};
