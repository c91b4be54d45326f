import type { DemoPost } from './world.js';

/** The rest of Nico's year, newest first. */
export const NICO_YEAR: DemoPost[] = [
  {
    title: 'Il vapore, con una teglia e basta', age: 9, audience: 'paid',
    standfirst: 'Per chi non ha la pentola di ghisa e si è stancato di sentirselo dire.',
    teaser: 'Dopo il pane del venerdì mi avete scritto in molti che la pentola di ghisa non ce l\'avete, pesa troppo o non entra. Giusto. Ho passato una settimana col forno di casa di mia madre, che è del novantuno e ha la guarnizione bruciata.',
    body: `Il vapore serve nei primi quindici minuti, poi dà fastidio. Tutto qui: se la crosta si asciuga subito, il pane non ha più dove andare.

Quello che ha funzionato è una teglia bassa, di ferro, sul fondo del forno, accesa insieme al resto. Quando inforni ci versi duecento grammi di acqua bollente, non fredda, e chiudi senza guardare. Dopo un quarto d'ora apri, togli la teglia con un guanto lungo e lasci uscire la nuvola.

I cubetti di ghiaccio sono teatro. Raffreddano la teglia e fanno poco vapore per troppo tempo.

Con la guarnizione bruciata ho messo uno strofinaccio umido, piegato, lungo lo sportello. Mia madre adesso lo usa anche per l'arrosto.`,
  },
  {
    title: 'Il primo novembre apro alle nove', age: 23, audience: 'public', tags: ['stagioni'],
    standfirst: 'Una mattina all\'anno la fila la fanno i crisantemi.',
    teaser: 'Il giorno dei Santi la gente passa prima al cimitero e poi a prendere il pane. L\'ho capito al terzo anno, dopo due mattine col banco pieno alle sette e nessuno in strada.',
    body: `Da allora apro alle nove e dormo due ore di più, che è il mio modo di festeggiare.

Arrivano con le scarpe buone e un po' di terra sotto. Comprano più del solito, perché a pranzo si è in tanti, e parlano di chi manca come se fosse andato a parcheggiare. Il signor Ottavio prende sempre due pagnotte: una la porta a casa e una la lascia al custode del cimitero, che gli annaffia il vaso d'estate.

Quest'anno mi ha detto: «Fammela un po' più cotta, lui ha i denti buoni».

L'ho lasciata dentro altri sei minuti.`,
  },
  {
    title: 'Metà farina di Ada: cosa ho cambiato', age: 33, audience: 'paid', tags: ['farine', 'ricette'],
    standfirst: 'Le correzioni alla ricetta dopo la prima settimana, compresa quella che mi è costata trenta pagnotte.',
    teaser: 'Il lunedì ho sostituito metà della farina e non ho toccato il resto. Alle cinque avevo trenta pani larghi come cappelli, e Bea che li guardava senza dire niente.',
    body: `La farina di Ada beve di più, ma beve piano. Se le dai tutta l'acqua all'inizio sembra un impasto morbido e bello, e alla seconda piega ti accorgi che sta ancora decidendo.

## Le dosi di adesso

Per cinquecento grammi della sua e cinquecento della solita: settecentosessanta di acqua, di cui seicento subito e il resto dopo un'ora di riposo. Centosettanta di madre invece di duecento, perché fermenta più in fretta. Il sale non cambia.

Ho tolto una piega. Tre erano troppe, la maglia si strappava e il pane veniva chiuso.

I trenta cappelli li ho tagliati a fette sottili e biscottati. Sono finiti prima del pane, e questo non ha aiutato la mia autorità in laboratorio.`,
  },
  {
    title: 'Schiacciata con l\'uva, la ricetta di stagione', age: 58, audience: 'followers', tags: ['ricette', 'stagioni'],
    standfirst: 'Si fa per tre settimane, con l\'uva che ha i semi.',
    teaser: 'L\'uva da tavola è troppo educata per questa ricetta. Ci vuole quella piccola, nera, da vino, che a mangiarla così ti fa stringere gli occhi. Se conosci qualcuno che vendemmia, chiedine un secchio.',
    body: `Mezzo chilo di pasta di pane già lievitata, anche quella che ti avanza. Dividila in due e stendila sottile, su una teglia molto unta.

Sul primo strato metti mezzo chilo d'uva intera, due cucchiai di zucchero, olio e qualche ago di rosmarino. Copri col secondo strato, chiudi i bordi con le dita e sopra metti altra uva, premendo finché qualche acino scoppia.

Centonovanta gradi per cinquanta minuti. È pronta quando il succo sul bordo della teglia è diventato scuro e denso, e non prima.

I semi si mangiano. Chi li sputa lo fa una volta sola, poi ci si abitua.`,
  },
  {
    title: 'Pane di fichi per chi non ama i dolci', age: 73, audience: 'paid',
    standfirst: 'Tre prove, un albero del vicino e la questione della buccia.',
    teaser: 'L\'orto in fondo alla via ha un fico che nessuno coglie, perché il padrone sta in città. A settembre i fichi cadono sul mio furgone. Ho deciso di considerarli una fornitura.',
    body: `La prima prova era con i fichi freschi a pezzi. Hanno buttato fuori tutta l'acqua e intorno a ogni pezzo c'era una caverna umida.

La seconda con i fichi secchi comprati: buono, ma sapeva di Natale.

La terza è quella giusta. Fichi freschi tagliati a metà, in forno a novanta gradi per quattro ore con la buccia, finché sono gommosi. Duecento grammi per chilo di farina, messi all'ultima piega, insieme a un cucchiaino di pepe nero pestato grosso e a una manciata di noci.

La buccia resta. È lei che tiene insieme il pezzo e dà un amaro leggero, quello che poi ti fa venire voglia di formaggio.

Tagliarlo il giorno dopo. Lo so che lo taglierai subito.`,
  },
  {
    title: 'La madre in busta: istruzioni per chi la riceve', age: 88, audience: 'tier 2', tags: ['madre'],
    standfirst: 'Come si secca, come si sveglia, e cosa fare se al secondo giorno sembra morta.',
    teaser: 'Lunedì spedisco le buste di settembre. Dentro ci sono venti grammi di scaglie che sembrano intonaco. Prima di scrivermi che è arrivata la busta sbagliata, leggi qui fino in fondo.',
    body: `La stendo sottile su carta da forno, con una spatola, e la lascio due giorni sopra l'armadio del laboratorio, dove fa caldo ma non tira aria. Poi si stacca da sola e la spezzo con le mani.

## Per svegliarla

- Primo giorno: venti grammi di scaglie, quaranta di acqua a ventotto gradi. Aspetta che si sciolgano, poi quaranta di farina. Barattolo appena coperto.
- Secondo giorno: non fare niente. Avrà un odore di colla e nessuna bolla. È normale.
- Terzo giorno: tieni cinquanta grammi, aggiungi cinquanta di acqua e cinquanta di farina. La sera dovresti vedere qualcosa che si muove.
- Dal quarto in poi, stessa ora e stesso peso.

Se al sesto giorno non raddoppia mandami una foto del barattolo di lato, con un righello.`,
  },
  {
    title: 'Il pane degli altri', age: 95, audience: 'public',
    standfirst: 'Una settimana al mare, e la fila dalla parte sbagliata del banco.',
    teaser: 'In ferie mi sveglio lo stesso alle due. Resto a letto, ascolto il frigorifero della casa in affitto, e alle sei e mezza sono il primo davanti al forno del paese.',
    body: `La fornaia ha capito chi ero dal modo in cui guardavo la pala. Non ha detto niente. Il terzo giorno mi ha dato una pagnotta senza incartarla, come si fa tra colleghi, e ha aspettato.

L'ho girata e ho bussato sul fondo. Era cotta bene. Era anche molto più salata della mia, e in spiaggia, con un pomodoro, ho capito perché: lì il pane lo mangiano dopo il bagno, con la bocca già piena di mare, e se è sciapo non lo sentono.

Undici anni che peso il sale al grammo e non mi ero mai chiesto cosa avesse fatto la gente un'ora prima di mangiare.

L'ultimo giorno le ho lasciato un barattolo di madre sul banco. Le ho scritto sopra *albicocche*.`,
  },
  {
    title: 'Chiuso fino al ventiquattro', age: 110, audience: 'followers', tags: ['madre'],
    standfirst: 'Chi parte, chi resta, e chi dà da mangiare alla madre.',
    teaser: 'Il forno chiude sabato e riapre lunedì ventiquattro agosto. La madre va in vacanza da mia sorella, che ha ricevuto due pagine di istruzioni e mi ha già restituito la seconda.',
    body: `Chi ha prenotato il pane per la festa lo trova venerdì dalle sette, con il nome sopra. Le domande mi arrivano lo stesso, ma in questi giorni rispondo dal telefono e quindi corto. Se un pane ti viene male per il caldo, metti meno madre e aspetta settembre.`,
  },
  {
    title: 'Grissini stirati, con le dosi', age: 123, audience: 'paid',
    standfirst: 'L\'unica cosa che ha senso infornare alla fine di luglio.',
    teaser: 'Quando fuori ci sono trenta gradi la pagnotta grande rallenta e la gente compra mezzo filone. I grissini invece finiscono sempre. Cuociono in dodici minuti, che a luglio è il loro pregio principale.',
    body: `Cinquecento grammi di farina, duecentosettanta di acqua, cento di madre, sessanta di olio, dieci di sale. Impasta finché è liscio, poi fai un filone largo e piatto, ungilo bene e lascialo fermo due ore. Non si stende col matterello: se lo schiacci non si stira più.

Taglia strisce larghe un dito, di traverso. Prendine una per le punte e allarga le braccia. La pasta si allunga da sola fino a dove vuole lei, che di solito è poco meno della teglia.

Farina di mais sotto, duecentodieci gradi, dodici minuti.

Se si rompono mentre li tiri, hanno riposato poco. Se si tirano senza opporre niente, troppo. Quelli storti li tengo per Sergio, che li mangia guidando.`,
  },
  {
    title: 'La mietitura, vista da sopra', age: 137, audience: 'public', tags: ['farine', 'stagioni'],
    standfirst: 'Un pomeriggio su una macchina alta come la mia casa.',
    teaser: 'Impasto grano da undici anni e non l\'avevo mai visto tagliare. A luglio lo tagliano di giorno, quando dormo. Stavolta ho puntato la sveglia alle due del pomeriggio, che per me è come per voi le due di notte.',
    body: `La mietitrebbia la guida Renzo, che ha il campo dopo il ponte. Mi ha fatto salire e mi ha detto di non toccare nulla, poi mi ha fatto toccare tutto.

Da lassù il grano non è giallo. È di un colore diverso in ogni punto, e Renzo lo legge: qui ha preso l'acqua di maggio, lì il terreno è magro, in quella striscia ci hanno dormito i cinghiali. A ogni cambio di colore mette una mano fuori dal finestrino e ne strofina qualche chicco.

Gli ho chiesto se sapeva dove andasse a finire. Ha detto che lo vende al consorzio e dal consorzio in poi è roba d'altri.

Tornato al forno ho guardato i sacchi. C'è scritto il peso, il tipo e la data. Il colore non c'è.`,
  },
  {
    title: 'Domande al banco, giugno', age: 152, audience: 'followers',
    standfirst: 'Quattro risposte brevi, perché fa caldo.',
    teaser: 'Vi avevo chiesto cosa non avete mai avuto il coraggio di domandare con la fila dietro. Sono arrivate ventisei domande e nessuna era sciocca, anche se molte cominciavano chiedendo scusa.',
    body: `**Il pane si può congelare?** Sì, a fette, il giorno stesso. Congelare il pane vecchio serve a conservarlo vecchio.

**Perché a volte la crosta si stacca dalla mollica?** Perché ho infornato troppo presto. È colpa mia, puoi dirmelo.

**Sacchetto di carta o di stoffa?** Carta il primo giorno, stoffa dal secondo. La plastica solo se devi fare il viaggio in treno con qualcuno che non sopporta le briciole.

**Ma tu la mattina cosa mangi?** Alle sei, un pezzo di focaccia in piedi. Poi, verso le undici, quello che per voi è la cena.`,
  },
  {
    title: 'Quando la notte non scende sotto i ventiquattro', age: 166, audience: 'paid', tags: ['madre', 'stagioni'],
    standfirst: 'Come cambio orari, acqua e quantità da giugno a settembre.',
    teaser: 'La prima notte calda la madre mi frega ogni anno. Arrivo alle due, apro il contenitore, ed è già scesa: ha fatto tutto tra mezzanotte e l\'una, senza di me.',
    body: `D'estate comando meno. Quello che posso fare è togliere: meno madre, acqua più fredda, tempi più corti.

Il rinfresco della sera passa da un terzo a un quinto di madre vecchia. L'acqua la tengo in frigorifero in due taniche e la uso a otto gradi, così l'impasto esce dalla macchina a ventiquattro. Il termometro con lo spago in questi mesi lo guardo più dell'orologio.

La prima lievitazione dura due ore e dieci invece di tre e mezza. La notte in frigorifero resta, ma inforno appena tolgo il pane dal freddo, senza aspettare che si riprenda.

Un segno da imparare: se l'impasto profuma di yogurt va bene, se profuma di mela va subito in forno. Se profuma di smalto per unghie, quella notte si fanno focacce.`,
  },
  {
    title: 'La prima notte di Bea', age: 181, audience: 'public',
    standfirst: 'Ha ventidue anni, ha studiato altro, e ha fatto una domanda a cui non so rispondere.',
    teaser: 'Uno dei miei due aiuti se n\'è andato a maggio, per un lavoro con la luce del giorno. Al cartello in vetrina hanno risposto in tre. Bea è l\'unica che si è presentata alle due e non alle due e un quarto.',
    body: `Non le ho fatto vedere niente per un'ora. Le ho dato una scopa e le ho detto di guardare. È un metodo che ho subito anch'io e non so se sia giusto.

Alle quattro ha formato la prima pagnotta. Troppa farina sul banco, mani troppo alte, la stringeva come se dovesse scappare. Alle cinque ne aveva fatte quaranta e la quarantesima stava in piedi.

Poi, lavando le ceste, mi ha chiesto perché facciamo di notte una cosa che si mangia a mezzogiorno.

Le ho detto: perché la gente lo vuole fresco la mattina. Mi ha detto: ma il tuo è più buono il giorno dopo, lo scrivi sempre.

Ha continuato a lavare le ceste. Ci penso da una settimana.`,
  },
  {
    title: 'Focaccia: l\'olio prima o dopo', age: 195, audience: 'paid', tags: ['ricette'],
    standfirst: 'Sei teglie identiche, due scuole, e il verdetto degli aiuti.',
    teaser: 'C\'è chi mette l\'olio nell\'impasto e chi solo sopra. Le due scuole non si parlano. Io per undici anni ho fatto tutte e due le cose insieme, per paura.',
    body: `Ho tolto la paura e ho fatto sei teglie: due con l'olio dentro, due con l'olio sopra, due con metà e metà. Stessa farina, stessa acqua, stesso forno, girate di posto a metà cottura.

L'olio dentro fa una mollica fine, quasi da panino, che il giorno dopo è ancora morbida. L'olio sopra fa buchi più larghi e un fondo che scricchiola, e alle quattro del pomeriggio è già da buttare.

Metà e metà, cioè come facevo io, è venuta peggio delle altre due: né morbida né croccante.

Da oggi quella del mattino ha l'olio sopra: quaranta grammi per teglia, battuti con quaranta di acqua e cinque di sale, versati un attimo prima di infornare. Quella per chi la porta in ufficio ce l'ha dentro, cinquanta grammi per chilo. Sul cartellino c'è scritto quale è quale.`,
  },
  {
    title: 'Tre mattoni, dopo sessant\'anni', age: 211, audience: 'public',
    standfirst: 'Il forno è stato fermo nove giorni. Ecco cosa c\'era dietro la crepa.',
    teaser: 'La crepa nella volta c\'era già quando ho preso il locale. Ad aprile ci entrava un dito, e il dito usciva caldo. Ho chiamato Oreste, che di forni ne ha fatti più di quanti ne ricordi.',
    body: `Oreste ha ottantun anni e dentro il forno ci entra ancora, di schiena, con una lampadina in bocca. Ha tolto tre mattoni. Dietro, nella sabbia, c'era un cucchiaio di alluminio.

Dice che lo mettevano apposta: chi costruiva il forno lasciava qualcosa di suo nella volta, così se crollava si sapeva con chi prendersela.

I mattoni nuovi vengono da un forno demolito a due valli da qui, perché quelli di oggi si scaldano in modo diverso e farebbero litigare gli altri. Prima di chiudere mi ha chiesto cosa volessi metterci io.

Ho rimesso il cucchiaio e ci ho aggiunto un raschietto senza manico. Poi tre giorni di fuoco basso, sempre più alto, come si fa con chi è stato malato.`,
  },
  {
    title: 'Il forno si ferma nove giorni', age: 229, audience: 'followers', tags: ['forno'],
    standfirst: 'La crepa si è allargata, e adesso si vede la luce.',
    teaser: 'Da lunedì il forno a legna si spegne per riparazioni. Nove giorni, se va bene. Nel frattempo lavoro con quello elettrico piccolo, che tiene otto pagnotte alla volta e si lamenta.',
    body: `Il pane del venerdì ci sarà, ma metà del solito: chi lo vuole lo dica entro mercoledì e glielo tengo da parte. Niente focaccia. Le ricette qui vanno avanti come sempre, anzi avrò le notti più lunghe per scriverle.`,
  },
  {
    title: 'Quaranta colombe e nessuno stampo', age: 236, audience: 'paid',
    standfirst: 'Lo stampo di carta non è arrivato. Ho scoperto che non serviva.',
    teaser: 'Il corriere ha consegnato gli stampi a un forno con il mio nome, a duecento chilometri da qui. Era il martedì prima di Pasqua e avevo quaranta impasti pronti.',
    body: `Mia zia la colomba la faceva sulla teglia, due pezzi messi in croce, e nessuno le ha mai detto che era sbagliata. Così ho fatto io.

Il corpo, seicento grammi, arrotolato corto. Le ali, quattrocento, arrotolate lungo e appoggiate sopra senza premere. L'impasto però deve stare in piedi da solo, quindi ho corretto: cinquanta grammi di latte in meno per chilo, e la seconda lievitazione in un posto più fresco, a ventiquattro gradi, per sei ore invece di quattro.

Glassa di mandorle col pennello, due volte. Centosessanta gradi, cinquanta minuti, e gli ultimi dieci con lo sportello appena aperto.

Somigliavano a colombe più o meno come le nuvole. Però la crosta era anche sotto e sui fianchi, dove con la carta non si forma mai. L'anno prossimo non ordino gli stampi.`,
  },
  {
    title: 'Quaderno di laboratorio: cinque modi di tagliare', age: 254, audience: 'tier 2', tags: ['forno'],
    standfirst: 'Stesso pane, cinque tagli, e le misure di come si è aperto.',
    teaser: 'Il taglio lo facevo come me l\'hanno insegnato, uno solo, storto, e via. Poi qualcuno dal laboratorio ha chiesto perché storto. Ho preso cinque pagnotte uguali, una lametta nuova e il metro da sarta.',
    body: `- Taglio dritto, lama verticale: si apre come un libro. Quattro centimetri, crosta sottile sui bordi.
- Taglio storto, lama inclinata a trenta gradi: si alza un labbro solo. Due centimetri e mezzo, ma il labbro canta.
- Croce: quattro centimetri per parte e il pane più basso di tutti. Perde la forza in due direzioni.
- Spiga, sette tagli piccoli: bellissima. Nessuno è più largo di un centimetro, quindi la mollica resta fitta.
- Nessun taglio: si è rotta dove voleva, di lato, in basso. Era la più alta delle cinque.

Ho tenuto la lama inclinata per tutti i giorni e la spiga per il venerdì. La quinta l'ho mangiata io, con un certo rispetto.

La lametta va bagnata ogni tre pani e buttata ogni sessanta.`,
  },
  {
    title: 'Il pane senza sale del signor Elvio', age: 272, audience: 'paid', tags: ['ricette'],
    standfirst: 'Il medico ha detto basta. Lui ha detto che allora smette anche col pane.',
    teaser: 'Il signor Elvio viene da quando ho aperto. A gennaio gli hanno tolto il sale, e per due settimane ha guardato la vetrina da fuori. Ci ho messo un mese a fargli un pane che non sapesse di rinuncia.',
    body: `Il sale non serve solo al gusto. Frena la madre e stringe la maglia, e senza di lui l'impasto corre e si allarga. La prima prova era una focaccia involontaria.

Quello che ho cambiato: madre a metà, cento grammi per chilo. Acqua a venti gradi invece che a ventisei. Una piega in più, a mano asciutta. E venti per cento di farina di segale, che ha un sapore suo e fa dimenticare quello che manca.

Cottura più lunga, dieci minuti, perché nella crosta scura c'è l'amaro, e l'amaro al posto del sale quasi ci sta.

Il signor Elvio l'ha assaggiato davanti a tutti. «È triste», ha detto, «ma è triste bene.» Ne prende uno ogni martedì.`,
  },
  {
    title: 'Le bugie di mia zia', age: 285, audience: 'followers',
    standfirst: 'La ricetta di stagione, da finire entro martedì grasso.',
    teaser: 'Mia zia, quella del barattolo, friggeva una volta all\'anno e per due giorni bisognava tenere i cappotti sul balcone. La ricetta era scritta dietro un calendario, e l\'ho trovata tardi.',
    body: `Trecento grammi di farina, due uova, trenta di burro morbido, trenta di zucchero, un bicchierino di grappa, la scorza di un limone e un pizzico di sale. Impasta finché è liscio come un orecchio e lascialo coperto un'ora.

Tira la sfoglia più sottile che puoi, poi ancora un po'. Rettangoli lunghi quanto una mano, con un taglio in mezzo.

Olio di arachidi a centosettantacinque gradi, poche alla volta, venti secondi per lato. Devono restare chiare: continuano a cuocere mentre le guardi.

Sul calendario, in fondo, c'è scritto *zucchero quando sono fredde, non prima, Nico*. Avevo sei anni.`,
  },
  {
    title: 'Impastare a tredici gradi', age: 305, audience: 'paid',
    standfirst: 'La caldaia si è rotta di lunedì. Quello che ho fatto per arrivare a sabato.',
    teaser: 'Lunedì alle due in laboratorio c\'erano tredici gradi, i sacchi erano freddi come pietre e la madre non aveva fatto niente dalla sera prima. Il tecnico poteva venire sabato.',
    body: `A tredici gradi il lievito non muore, aspetta. Il problema è che la gente alle sette non aspetta.

Ho scaldato l'acqua a trentasei, che di solito è troppo, perché la farina era a dodici e insieme facevano ventiquattro. Questo è il conto da tenere a mente: **temperatura che vuoi per due, meno quella della farina, è quella dell'acqua.** Non è esatto, ma alle due di notte basta.

La madre l'ho messa nella cella spenta con una pentola di acqua bollente sotto, cambiata ogni ora. L'impasto ha fatto quattro ore e mezza invece di tre e un quarto.

Il pane del mercoledì è stato il migliore di gennaio. Lungo, freddo, un po' acido. Sabato il tecnico ha riparato la caldaia e io ero quasi dispiaciuto.`,
  },
  {
    title: 'Tre giorni senza accendere', age: 324, audience: 'public',
    standfirst: 'Dopo le feste il forno si riposa. Io ho provato a fare lo stesso.',
    teaser: 'Dal primo al tre gennaio il forno resta spento, gli unici tre giorni d\'inverno. È un forno grande e per diventare freddo ha bisogno di tutto quel tempo.',
    body: `Il primo giorno i mattoni sono ancora a centoventi. Ci asciugo la frutta e la legna per la settimana dopo.

Il secondo giorno sono a sessanta. Mia sorella porta i bambini, che ci infilano la testa e gridano il loro nome.

Il terzo giorno si può entrare con una spazzola. È lì che vedo l'anno: il punto dove inforno per primo è più chiaro, quello in fondo a sinistra, dove la pala arriva male, è nero e ha una crosta di farina che si stacca a fogli.

Stanotte riaccendo. Per il primo fuoco uso sempre legna piccola, e per il primo pane non prometto niente. Se passi domattina costa la metà, e mi dici com'è.`,
  },
  {
    title: 'Panettone: il calendario di tre giorni', age: 343, audience: 'paid', tags: ['ricette', 'stagioni'],
    standfirst: 'A che ora si fa cosa, dal rinfresco alle corde.',
    teaser: 'Tutti chiedono le dosi del panettone. Le dosi sono la parte facile, le trovi ovunque e si somigliano. Quello che non si trova è a che ora mettere la sveglia.',
    body: `**Primo giorno.** Tre rinfreschi della madre, alle sette, alle undici e alle quindici, sempre a ventotto gradi. Alle diciannove il primo impasto: farina, acqua, zucchero, tuorli, burro. Poi dodici ore a ventisei, e ventisei vuol dire ventisei. Ho un termometro legato all'impastatrice con lo spago e un giorno racconterò perché.

**Secondo giorno.** Alle sette l'impasto dev'essere triplicato, con la cima appena curva. Se è piatta sei in ritardo. Secondo impasto, frutta, un'ora di riposo, forma, stampo. Alle sedici sono a due dita dal bordo e inforno. Alle diciassette li giro a testa in giù.

**Terzo giorno.** Niente. È il più difficile. Stanno appesi, si assestano, e a toccarli non si guadagna nulla.

Da mangiare dal quinto giorno in poi.`,
  },
];
