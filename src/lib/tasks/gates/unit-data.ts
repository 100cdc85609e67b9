/**
 * Units that a changed letter makes dangerous. `symbols` and `words` are alternatives of a regular expression: symbols
 * stand beside digits and keep their case, words are folded (see `fold`) and may stand alone; `~` is any ending.
 */
export type UnitSource = { symbols: string; words: string; optionalSymbols?: string };

export const MEASURES: Record<string, UnitSource> = {
  microgram: {
    symbols: 'µg|μg|mcg|мкг',
    words: 'mi[ck]rogram~|ميكرو?غرام~|ميكروجرام~|м[иі]крограм~',
  },
  milligram: {
    symbols: 'mg|Mg|MG|мг|ملغم?|مجم|مغ|ملجم?',
    words: 'mill?igram~|mg|mill?igramm~|م[لي]+[غج]رام~|миллиграм~|міліграм~',
  },
  kilogram: {
    symbols: 'kg|Kg|KG|кг|كغم?|كجم|كلغ',
    words: '[kq]u?ilogram~|kilos?|quilos?|كيلوغرام~|كيلوجرام~|كيلو|кілограм~|килограм~|кіло|кило',
  },
  gram: {
    symbols: 'g|gr|غم|جم|غ',
    optionalSymbols: 'г|G',
    words: 'gram(?:s|o|os|a|as|m|me|mes|men|mi|mu|mo)?|gramm~|غرام~|جرام~|грам~',
  },
  millilitre: {
    symbols: 'ml|mL|ML|мл|مل',
    words: 'mill?ilit~|م[لي]+لتر~|мілілітр~|миллилитр~|cc',
  },
  litre: {
    symbols: 'l|L|л',
    words: 'lit(?:er|re|ro|ri|a|as|ers|res|ros)|لتر~|ليتر~|літр~|литр~',
  },
  kilometre: {
    symbols: 'km|Km|KM|км|كم|كلم',
    words: '[kq]u?ilomet~|kilomita|كيلو ?متر~|кілометр~|километр~',
  },
  centimetre: {
    symbols: 'cm|см|سم',
    words: '[cs]entimet~|zentimeter~|sentimita|سنتي?متر~|сантиметр~',
  },
  millimetre: {
    symbols: 'mm|мм|ملم|مم',
    words: 'mill?imet~|milimita|م[لي]+متر~|міліметр~|миллиметр~',
  },
  metre: {
    symbols: 'm[²³]?|м[²³]?',
    words: 'met(?:er|re|ro|ri|ers|res|ros|ern)|mita|(?:ا?ل)?م?متر~|امتار|метр~',
  },
  mile: {
    symbols: 'mi',
    words: 'miles?|millas?|milles|milhas?|meilen?|miglia|maili|ميل|اميال|ميلا|мил[ьія]~',
  },
  percent: {
    symbols: '%|٪|％',
    words:
      'percent|per ?cent|por ?ciento|por ?cento|pour ?cent|per ?cento|prozent|asilimia|kwa mia|(?:ب|في )ال?م[اي]*ئ?ه|بالمئه|بالمائه|في المئه|في المائه|відсот~|процент~',
  },
  celsius: {
    symbols: '°\\s?C|º\\s?C|℃|°\\s?С',
    words:
      'celsius|centigrad~|selsiasi|сelsius|مئويه|سلسيوس|سيلزيوس|цельс~|degrees?|degres?|grados?|graus?|grad|gradi|digrii|nyuzi|درج~|градус~',
  },
  fahrenheit: { symbols: '°\\s?F|℉', words: 'fahrenheit|فهرنهايت|фаренгейт~' },
  unit: {
    symbols: 'IU|UI|IE|МО',
    words:
      'international units?|unidades? internaciona~|unites? internationales?|وح[دـ]~ دوليه|vitengo vya kimataifa|міжнародн~ одиниц~',
  },
};

/** Money: the sign stands on either side of the number. */
export const CURRENCIES: Record<string, UnitSource> = {
  dollar: {
    symbols: 'US\\$|USD|\\$',
    words: 'dollars?|dolar(?:es)?|dola|usd|دولار~|долар~|доллар~|pesos?|reais|real',
  },
  euro: { symbols: '€|EUR', words: 'euros?|eur|yuro|يورو|євро|евро' },
  pound: {
    symbols: '£|GBP',
    words: 'pounds?|libras?|livres?|pfund|gbp|جنيه~|паунди?|pauni|фунт~',
  },
};

/** Spans of time: flagged only where one became another ("8 hours" -> "8 days"). */
export const DURATIONS: Record<string, string> = {
  second: 'seconds?|secs?|segundos?|secondes?|sekunden?|sekunde|secondi|ثواني?|ثانيه|секунд~',
  minute: 'minutes?|mins?|minutos?|minuten?|minuti|dakika|دقيقه|دقائق|دقايق|хвилин~|минут~',
  hour: 'hours?|hrs?|horas?|heures?|stunden?|or[ae]|masaa|saa|ساعه|ساعات|годин~|час(?:а|ов)',
  day: 'days?|dias?|jours?|journees?|tagen?|tag|giorn[oi]|siku|يوما?|ايام|дн~|день',
  week: 'weeks?|semanas?|semaines?|wochen?|settiman[ae]|wiki|اسبوعا?|اسابيع|тиж~|недел~',
  month: 'months?|mes|meses|mois|monaten?|monat|mes[ei]|miezi|mwezi|شهرا?|اشهر|شهور|місяц~|месяц~',
  year: 'years?|anos?|ans?|annees?|jahren?|jahr|ann[oi]|miaka|mwaka|سنه|سنوات|سنين|عاما?|اعوام|рік|рок~|років|лет|год(?:а|у)?',
};
