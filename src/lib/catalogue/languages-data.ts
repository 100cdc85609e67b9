/** Languages that publishers name on a model's page or in its paper, as BCP-47 tags. */
export const NAMED = {
  english: 'en',
  japanese: 'ja en',
  llama3: 'en de fr it pt hi es th',
  ministral: 'en fr es de it pt nl zh ja ko ar',
  phi: 'ar zh cs da nl en fi fr de he hu it ja ko no pl pt ru es sv th tr uk',
  qwen25: 'zh en fr es pt de it ru ja ko vi th ar',
  qwen3:
    'en fr pt de ro sv da bg ru cs el uk es nl sk hr pl lt nb nn fa sl gu lv it oc ne mr be sr lb vec as cy szl ast hne awa mai bho sd ga fo hi pa bn or tg yi lmo lij scn fur sc gl ca is sq li af mk si ur mag bs hy zh yue my ar he mt id ms tl ceb jv su min ban bjn pag ilo war ta te kn ml tr az uz kk ba tt th lo fi et hu vi km ja ko ka eu ht pap kea tpi sw',
} as const;

export type Named = keyof typeof NAMED;
