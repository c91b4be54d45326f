/** The longest a person's name may be. */
export const LONG_NAME = 'Maximiliane-Wilhelmina Oberndorfer-Featherstonehaugh von Hohenzollern-Sigmaringen zu Schwarzburg-Rud';

/** The longest a page's name may be, and nowhere to break it. */
export const LONG_PAGE = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.slice(0, 80);

export const RIGHT_TO_LEFT = 'نور الهدى عبد الرحمن';
