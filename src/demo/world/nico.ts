import { NICO_YEAR } from './nico-year.js';
import type { DemoCreator } from './world.js';

export const NICO: DemoCreator = {
  owner: { name: 'Nico Ferraris', email: 'nico@demo.example' },
  handle: 'nico',
  opens: 361,
  name: 'Nico Ferraris',
  language: 'it',
  hue: 60,
  chroma: 100,
  standfirst: 'Un forno, una madre di quarantun anni, e le cose che succedono tra le due e le sei del mattino.',
  about: `Ho un forno piccolo in una via che finisce in un orto. La notte impasto, la mattina vendo, il pomeriggio scrivo quello che ho capito, che di solito è poco e riguarda l'acqua.

Qui trovi le prove, i pani sbagliati e le ricette quando sono pronte, mai prima. Se chiedi, rispondo: ho le mani occupate ma la testa libera.`,
  picture: { alt: 'Stampa a rilievo: una pagnotta tonda con la crosta aperta a spiga, luce calda dal basso, farina come neve.', caption: 'La pagnotta del venerdì. Tre inchiostri, una scintilla.' },
  portrait: { alt: 'Una spiga di grano bianca su fondo color crosta.' },
  free: { name: 'Alla finestra', description: 'Per chi passa e sente il profumo.', benefits: ['I racconti aperti a tutti', 'La ricetta di stagione'] },
  paid: [
    {
      name: 'Al banco', description: 'Per chi vuole sapere come si fa, errori compresi.', price: '4', yearly: '40', currency: 'EUR',
      benefits: ['Tutte le ricette, con le dosi vere', 'Il quaderno delle prove, ogni settimana', 'Risposta alle domande entro tre giorni'],
      welcome: 'Da stanotte nel conto della farina ci sei anche tu. Comincia da *La madre non è un animale domestico*, poi scrivimi che forno hai: cambia tutto.',
    },
    {
      name: 'In laboratorio', description: 'Per chi vuole metterci le mani.', price: '12', currency: 'EUR',
      benefits: ['Tutto quello che c\'è al banco', 'Un pezzo di madre essiccata, per posta', 'Una notte l\'anno in laboratorio, se passi di qui'],
      welcome: 'La madre parte lunedì, in una busta che sembra sospetta ma non lo è. Quando arriva dalle acqua tiepida e un nome.',
    },
  ],
  shelf: {
    title: 'Da dove cominciare', about: 'Quattro cose da leggere prima di accendere il forno.', pinned: 'Perché scrivo qui',
    posts: ['Perché scrivo qui', 'La madre non è un animale domestico', 'Il pane del venerdì, con le dosi vere', 'Quanto costa una pagnotta'],
  },
  posts: [
    {
      title: 'La madre non è un animale domestico', age: 5, audience: 'paid',
      standfirst: 'Quarantun anni, tre traslochi e una sola regola che conta davvero.',
      teaser: 'Me l\'ha data mia zia in un barattolo di marmellata, con scritto *albicocche* sopra. Per anni ho pensato che il segreto fosse in quella parola.',
      body: `Poi ho capito che la madre non vuole affetto. Vuole orari. Puoi parlarle, puoi darle un nome, ma se la rinfreschi quando ti ricordi ti farà il pane di chi si ricorda.

## La regola

Stessa ora, stessa acqua, stesso peso. Un terzo di madre, un terzo di acqua a ventisei gradi, un terzo di farina. Quando raddoppia in quattro ore è pronta. Quando ci mette sei non è pigra: ha freddo, o sei tu che hai fretta.

E se un giorno la trovi grigia e liquida, non buttarla. Scava al centro con un cucchiaio: lì sotto, di solito, è ancora lei.`,
    },
    {
      title: 'Il pane del venerdì, con le dosi vere', age: 12, audience: 'paid',
      standfirst: 'Quello che finisce alle otto e dieci. Adesso sai perché.',
      teaser: 'Per anni ho detto «a occhio» a chi chiedeva. Non era modestia, era che non avevo mai pesato. Ho pesato.',
      body: `Un chilo di farina di tipo uno, macinata grossa. Settecentoventi grammi di acqua, ma tienine cinquanta per quando ti sembra finita. Duecento di madre al punto giusto. Ventidue di sale, e non ventidue più o meno.

Impasta poco e aspetta molto. Tre pieghe, una ogni quaranta minuti, con le mani bagnate. Poi una notte in frigorifero, coperto, in pace.

Forno al massimo, pentola di ghisa già rovente, coperchio per venti minuti e via per altri ventidue. Il rumore che cerchi è quello di uno che cammina su foglie secche. Se non lo senti, altri quattro minuti.`,
    },
    {
      title: 'Le due e quaranta', age: 19, audience: 'public',
      standfirst: 'Chi c\'è per strada quando accendo il forno.',
      teaser: 'Alle due e quaranta passa Sergio, che guida il camion dei giornali. Alle tre un ragazzo torna a casa piano, per non svegliare il cane.',
      body: `In undici anni ho visto la via cambiare tre volte, sempre dalla stessa finestra alta mezzo metro. Si vedono solo le scarpe. Ho imparato a riconoscere le persone da lì.

Le scarpe rosse sono dell'infermiera: quando vanno veloci il turno è finito bene. Gli stivali con la calce sono di due fratelli che non si parlano e camminano sulla stessa riga.

Ogni tanto qualcuno bussa al vetro. Non vendo, a quell'ora. Però apro, e di solito una pagnotta storta c'è sempre. Le faccio storte apposta, il giovedì.`,
    },
    {
      title: 'Ho sbagliato tutto il pane di Natale', age: 27, audience: 'paid',
      standfirst: 'Centoventi panettoni, una temperatura, e quello che ho scritto sul cartello.',
      teaser: 'Alle cinque del mattino del ventitré li ho visti scendere tutti insieme, come persone che si siedono a teatro.',
      body: `Li avevo girati a testa in giù, come si deve. Ma l'impasto era a trentuno gradi invece che a ventisei, perché avevo cambiato impastatrice e non avevo cambiato abitudini. La pasta si era strappata dentro, dove non si vede.

Ho avuto due ore per decidere. Ho scritto un cartello: *Oggi niente panettone, l'ho rovinato io. C'è pane buono e c'è il caffè.* Ho pensato che avrei perso i clienti di Natale.

Sono entrati quasi tutti, per il caffè. Una signora mi ha portato il suo, fatto in casa, bruciato sotto. L'abbiamo mangiato in piedi, dalla parte buona.

Adesso ho un termometro legato all'impastatrice con lo spago. È brutto e resta lì.`,
    },
    {
      title: 'Una farina nuova, e il mulino che la fa', age: 38, audience: 'followers',
      standfirst: 'Sono salito a vedere la pietra. È rotonda davvero.',
      teaser: 'Il mugnaio si chiama Ada, ha ventisei anni e un cartello che dice di non fotografare il gatto.',
      body: `Ada compra il grano da quattro vicini e sa di chi è ogni sacco. Macina lento, perché la pietra che scalda cuoce il germe e la farina poi sa di cartone.

Le ho chiesto quanto dura. «Dipende da quanto la ami», ha detto, poi ha riso: due mesi, al fresco.

Da lunedì il pane del venerdì è metà suo. È più scuro, beve di più, e al terzo giorno è meglio del primo. Ditemi voi se sono io.`,
    },
    {
      title: 'Quaderno di laboratorio: la settimana dell\'acqua', age: 50, audience: 'tier 2',
      standfirst: 'Sette impasti uguali, sette acque diverse. Uno mi ha fatto arrabbiare.',
      teaser: 'Volevo dimostrare a mia sorella che l\'acqua non conta. Ho dovuto telefonarle.',
      body: `Lunedì acqua di rubinetto, appena presa. Martedì la stessa, lasciata riposare una notte. Mercoledì bollita. Giovedì della fonte sopra il paese. Venerdì di bottiglia, la più cara. Sabato piovana, filtrata tre volte. Domenica di rubinetto con un pizzico di sale, per provare.

Il martedì ha vinto. Il cloro se ne va nella notte e la madre se ne accorge: lievitazione più corta di quaranta minuti, alveoli più larghi.

La bottiglia più cara è arrivata ultima. Di questo ho detto a mia sorella solo la metà.`,
    },
    {
      title: 'Quanto costa una pagnotta', age: 66, audience: 'public',
      standfirst: 'I conti, senza arrotondare dalla mia parte.',
      teaser: 'Una pagnotta da un chilo costa sei euro e qualcuno, giustamente, chiede perché.',
      body: `Farina, un euro e dieci. Legna e luce, novanta centesimi. Affitto, diviso per le pagnotte di un mese, settanta. Poi ci sono io, due aiuti, e le diciassette ore tra quando comincia e quando la tagli.

Alla fine restano quarantun centesimi. Con quelli compro le cose che si rompono.

Per questo esiste questa pagina: perché a sei euro il pane deve bastare a sé stesso, e i racconti no.`,
    },
    {
      title: 'Cosa fare col pane di tre giorni', age: 80, audience: 'followers',
      standfirst: 'Quattro idee, e una che è solo mia.',
      teaser: 'Il pane vecchio non è pane finito. È un altro ingrediente, che costa già pagato.',
      body: `Zuppa, con il cavolo nero e tanto olio. Tostato nel forno spento, per la colazione. Grattugiato grosso, con le acciughe, sulla pasta. In padella, con l'uvetta ammollata e un uovo.

E la mia: una fetta alta, strofinata con un pomodoro d'inverno, lasciata lì finché il pomodoro non si arrende. Poi sale. Poi niente.`,
    },
    {
      title: 'La fornaia che non assaggia', age: 101, audience: 'paid',
      standfirst: 'Come lavora chi ha perso il gusto, e cosa ha insegnato a me.',
      teaser: 'Marta ha smesso di sentire i sapori sei anni fa. Da allora il suo pane è il migliore della valle.',
      body: `Ascolta. Batte sul fondo con due dita e sa quanta acqua c'è ancora dentro. Guarda la crosta di traverso, alla luce della porta. Spezza e conta fino a tre prima di guardare, per non convincersi.

«Il gusto mi distraeva», dice. «Credevo di giudicare il pane e giudicavo la mia giornata.»

Da quando la conosco, un giorno a settimana non assaggio. È il giorno in cui imparo di più, ed è anche quello in cui dimentico il sale. Per questo il sale adesso lo peso per primo.`,
    },
    {
      title: 'Perché scrivo qui', age: 356, audience: 'public',
      standfirst: 'Una porta sulla via, una sulla pagina.',
      teaser: 'Il forno ha una finestra piccola. Da lì si sente il profumo ma non si entra.',
      body: `Mi hanno chiesto di fare video. Ne ho fatto uno: si vedeva la mia nuca. Però la gente ha scritto, e le domande erano belle, di quelle che al banco non fai perché c'è la fila.

Allora ho aperto questa porta. Una volta a settimana racconto una cosa. Chi vuole paga il prezzo di un caffè alla settimana e legge anche gli sbagli, con le dosi.

Non prometto segreti. Il pane non ne ha. Ha orari.`,
    },
    ...NICO_YEAR,
  ],
};
