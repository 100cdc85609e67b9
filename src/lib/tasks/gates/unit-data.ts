/**
 * Units that a changed letter makes dangerous. `symbols` and `words` are alternatives of a regular expression: symbols
 * stand beside digits and keep their case, words are folded (see `fold`) and may stand alone.
 */
export type UnitSource = { symbols: string; words: string; optionalSymbols?: string };

export const MEASURES: Record<string, UnitSource> = {
  microgram: {
    symbols: 'µg|μg|mcg|мкг',
    words: 'mi[ck]rogram\\p{L}*|ميكرو?غرام\\p{L}*|ميكروجرام\\p{L}*|м[иі]крограм\\p{L}*',
  },
  milligram: {
    symbols: 'mg|Mg|MG|мг|ملغم?|مجم|مغ|ملجم?',
    words: 'mill?igram\\p{L}*|mg|mill?igramm\\p{L}*|م[لي]+[غج]رام\\p{L}*|миллиграм\\p{L}*|міліграм\\p{L}*',
  },
  kilogram: {
    symbols: 'kg|Kg|KG|кг|كغم?|كجم|كلغ',
    words:
      '[kq]u?ilogram\\p{L}*|kilos?|quilos?|كيلوغرام\\p{L}*|كيلوجرام\\p{L}*|كيلو|кілограм\\p{L}*|килограм\\p{L}*|кіло|кило',
  },
  gram: {
    symbols: 'g|gr|غم|جم|غ',
    optionalSymbols: 'г|G',
    words: 'gram(?:s|o|os|a|as|m|me|mes|men|mi|mu|mo)?|gramm\\p{L}*|غرام\\p{L}*|جرام\\p{L}*|грам\\p{L}*',
  },
  millilitre: {
    symbols: 'ml|mL|ML|мл|مل',
    words: 'mill?ilit\\p{L}*|م[لي]+لتر\\p{L}*|мілілітр\\p{L}*|миллилитр\\p{L}*|cc',
  },
  litre: {
    symbols: 'l|L|л',
    words: 'lit(?:er|re|ro|ri|a|as|ers|res|ros)|لتر\\p{L}*|ليتر\\p{L}*|літр\\p{L}*|литр\\p{L}*',
  },
  kilometre: {
    symbols: 'km|Km|KM|км|كم|كلم',
    words: '[kq]u?ilomet\\p{L}*|kilomita|كيلو ?متر\\p{L}*|кілометр\\p{L}*|километр\\p{L}*',
  },
  centimetre: {
    symbols: 'cm|см|سم',
    words: '[cs]entimet\\p{L}*|zentimeter\\p{L}*|sentimita|سنتي?متر\\p{L}*|сантиметр\\p{L}*',
  },
  millimetre: {
    symbols: 'mm|мм|ملم|مم',
    words: 'mill?imet\\p{L}*|milimita|م[لي]+متر\\p{L}*|міліметр\\p{L}*|миллиметр\\p{L}*',
  },
  metre: {
    symbols: 'm[²³]?|м[²³]?',
    words: 'met(?:er|re|ro|ri|ers|res|ros|ern)|mita|(?:ا?ل)?م?متر\\p{L}*|امتار|метр\\p{L}*',
  },
  mile: {
    symbols: 'mi',
    words: 'miles?|millas?|milles|milhas?|meilen?|miglia|maili|ميل|اميال|ميلا|мил[ьія]\\p{L}*',
  },
  percent: {
    symbols: '%|٪|％',
    words:
      'percent|per ?cent|por ?ciento|por ?cento|pour ?cent|per ?cento|prozent|asilimia|kwa mia|(?:ب|في )ال?م[اي]*ئ?ه|بالمئه|بالمائه|في المئه|في المائه|відсот\\p{L}*|процент\\p{L}*',
  },
  celsius: {
    symbols: '°\\s?C|º\\s?C|℃|°\\s?С',
    words:
      'celsius|centigrad\\p{L}*|selsiasi|сelsius|مئويه|سلسيوس|سيلزيوس|цельс\\p{L}*|degrees?|degres?|grados?|graus?|grad|gradi|digrii|nyuzi|درج\\p{L}*|градус\\p{L}*',
  },
  fahrenheit: { symbols: '°\\s?F|℉', words: 'fahrenheit|فهرنهايت|фаренгейт\\p{L}*' },
  unit: {
    symbols: 'IU|UI|IE|МО',
    words:
      'international units?|unidades? internaciona\\p{L}*|unites? internationales?|وح[دـ]\\p{L}* دوليه|vitengo vya kimataifa|міжнародн\\p{L}* одиниц\\p{L}*',
  },
};

/** Money: the sign stands on either side of the number. */
export const CURRENCIES: Record<string, UnitSource> = {
  dollar: {
    symbols: 'US\\$|USD|\\$',
    words: 'dollars?|dolar(?:es)?|dola|usd|دولار\\p{L}*|долар\\p{L}*|доллар\\p{L}*|pesos?|reais|real',
  },
  euro: { symbols: '€|EUR', words: 'euros?|eur|yuro|يورو|євро|евро' },
  pound: {
    symbols: '£|GBP',
    words: 'pounds?|libras?|livres?|pfund|gbp|جنيه\\p{L}*|паунди?|pauni|фунт\\p{L}*',
  },
};

/** Spans of time: flagged only where one became another ("8 hours" -> "8 days"). */
export const DURATIONS: Record<string, string> = {
  second: 'seconds?|secs?|segundos?|secondes?|sekunden?|sekunde|secondi|ثواني?|ثانيه|секунд\\p{L}*',
  minute: 'minutes?|mins?|minutos?|minuten?|minuti|dakika|دقيقه|دقائق|دقايق|хвилин\\p{L}*|минут\\p{L}*',
  hour: 'hours?|hrs?|horas?|heures?|stunden?|or[ae]|masaa|saa|ساعه|ساعات|годин\\p{L}*|час(?:а|ов)',
  day: 'days?|dias?|jours?|journees?|tagen?|tag|giorn[oi]|siku|يوما?|ايام|дн\\p{L}*|день',
  week: 'weeks?|semanas?|semaines?|wochen?|settiman[ae]|wiki|اسبوعا?|اسابيع|тиж\\p{L}*|недел\\p{L}*',
  month:
    'months?|mes|meses|mois|monaten?|monat|mes[ei]|miezi|mwezi|شهرا?|اشهر|شهور|місяц\\p{L}*|месяц\\p{L}*',
  year: 'years?|anos?|ans?|annees?|jahren?|jahr|ann[oi]|miaka|mwaka|سنه|سنوات|سنين|عاما?|اعوام|рік|рок\\p{L}*|років|лет|год(?:а|у)?',
};
