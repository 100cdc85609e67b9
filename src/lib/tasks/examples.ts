import { baseLanguage, likelyScript } from '../domain/language';
import type { Language } from '../domain/task';

/**
 * The three example sentences in each language, written for this project; the French, Spanish and English ones are
 * those that were measured. A pair's prompt shows its two languages only: a third one leaks into the output.
 */
const LINES: Record<string, readonly [string, string, string]> = {
  en: [
    'Good morning, my name is Anna.',
    'Where is the nearest hospital?',
    'The food will arrive on Tuesday.',
  ],
  fr: ["Bonjour, je m'appelle Anna.", "Où est l'hôpital le plus proche ?", 'La nourriture arrivera mardi.'],
  es: ['Buenos días, me llamo Anna.', '¿Dónde está el hospital más cercano?', 'La comida llegará el martes.'],
  de: ['Guten Morgen, ich heiße Anna.', 'Wo ist das nächste Krankenhaus?', 'Das Essen kommt am Dienstag an.'],
  pt: [
    'Bom dia, meu nome é Anna.',
    'Onde fica o hospital mais próximo?',
    'A comida vai chegar na terça-feira.',
  ],
  it: ['Buongiorno, mi chiamo Anna.', "Dov'è l'ospedale più vicino?", 'Il cibo arriverà martedì.'],
  nl: [
    'Goedemorgen, mijn naam is Anna.',
    'Waar is het dichtstbijzijnde ziekenhuis?',
    'Het eten komt dinsdag aan.',
  ],
  ar: ['صباح الخير، اسمي آنا.', 'أين أقرب مستشفى؟', 'سيصل الطعام يوم الثلاثاء.'],
  sw: [
    'Habari za asubuhi, jina langu ni Anna.',
    'Hospitali ya karibu iko wapi?',
    'Chakula kitafika Jumanne.',
  ],
  uk: ['Доброго ранку, мене звати Анна.', 'Де найближча лікарня?', 'Їжа прибуде у вівторок.'],
  ru: ['Доброе утро, меня зовут Анна.', 'Где ближайшая больница?', 'Еда прибудет во вторник.'],
  pl: ['Dzień dobry, nazywam się Anna.', 'Gdzie jest najbliższy szpital?', 'Jedzenie dotrze we wtorek.'],
  ro: ['Bună dimineața, mă numesc Anna.', 'Unde este cel mai apropiat spital?', 'Mâncarea va ajunge marți.'],
  tr: ['Günaydın, benim adım Anna.', 'En yakın hastane nerede?', 'Yiyecek salı günü gelecek.'],
  id: [
    'Selamat pagi, nama saya Anna.',
    'Di mana rumah sakit terdekat?',
    'Makanan akan tiba pada hari Selasa.',
  ],
  fa: ['صبح بخیر، اسم من آنا است.', 'نزدیک‌ترین بیمارستان کجاست؟', 'غذا روز سه‌شنبه می‌رسد.'],
  hi: ['सुप्रभात, मेरा नाम अन्ना है।', 'सबसे नज़दीकी अस्पताल कहाँ है?', 'खाना मंगलवार को आएगा।'],
  zh: ['早上好，我叫安娜。', '最近的医院在哪里？', '食物将在星期二到达。'],
  ja: [
    'おはようございます、私の名前はアンナです。',
    '一番近い病院はどこですか？',
    '食べ物は火曜日に届きます。',
  ],
};

/** The lines in a language, undefined where there are none in the script that the tag asks for. */
export function exampleLines(tag: Language): readonly string[] | undefined {
  const base = baseLanguage(tag);
  return likelyScript(tag) === likelyScript(base) && Object.hasOwn(LINES, base) ? LINES[base] : undefined;
}
