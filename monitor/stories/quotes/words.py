"""The words by which reports tell who says something, in English, Ukrainian, Russian, German and French."""

import regex as re  # type: ignore[import-untyped]

_SAYS = """
    said says say told tells added adds adding explained explains wrote writes warned warns insisted insists
    argued argues noted notes noting announced announces stated states claimed claims admitted admits asked
    asks replied replies answered answers called calls described describes promised promises stressed stresses
    emphasised emphasized acknowledged acknowledges confirmed confirms declared declares complained complains
    joked recalled recalls conceded concedes commented comments continued concluded concludes tweeted posted
    urged urges vowed vows pledged suggested suggests believes testified observed remarked responded repeated
    recounted contended quipped cautioned accused accuses blamed blames praised praises dismissed dismisses
    branded labelled likened lamented laments protested boasted reiterated reiterates maintained maintains
    predicted predicts estimated cited revealed reveals expressed thanked congratulated testifies recommends
    recommended assured assures reported mused sighed shouted cried exclaimed signalled hinted hints opined
    reflected interjected objected retorted teased wondered wonders texted

    sagt sagte erklärt erklärte betont betonte warnt warnte mahnt mahnte fragt fragte schreibt schrieb nennt
    nannte spricht sprach meint meinte teilte kündigt kündigte fügt fügte räumt räumte ergänzt ergänzte
    versichert versicherte widerspricht widersprach entgegnet entgegnete antwortet antwortete kritisiert
    kritisierte fordert forderte lobt lobte rät riet verspricht versprach behauptet behauptete urteilt
    urteilte glaubt findet hält resümiert resümierte bezeichnet bezeichnete bekräftigt bekräftigte verkündet
    verkündete unterstrich unterstreicht berichtete erzählt erzählte bilanziert bilanzierte zitiert stellte
    bestätigt bestätigte äußerte gesagt appelliert appellierte twitterte postete wirft warf wettert wetterte
    poltert polterte fasst fasste verteidigt verteidigte begründet begründete verwies verweist gab gibt
    gesteht gestand bedauert bedauerte beteuert beteuerte prophezeit prophezeite schimpft schimpfte spottet
    spottete scherzt scherzte wiederholt wiederholte zeigt berichtet bemängelt bemängelte moniert monierte
    hofft hoffte freut freute klagt klagte beklagt beklagte weist wies bemerkt bemerkte argumentiert
    argumentierte schildert schilderte erinnert erinnerte entschuldigte drohte droht

    dit déclaré déclare affirmé affirme insisté insiste demandé demande prévenu prévient expliqué explique
    précisé précise assuré assure estimé estime jugé juge regretté regrette résumé résume conclu conclut
    raconté raconte écrit répondu répond reconnu reconnaît admis admet souligné souligne ajouté ajoute
    ajoutant lancé lance martelé martèle promis promet parlé parle qualifié qualifie réjouit nuance nuancé
    poursuivi poursuit indiqué indique annoncé annonce rappelé rappelle confié confie soutenu soutient plaidé
    plaide tranche tranché lâché lâche glissé glisse inquiète inquiété répété répète dénoncé dénonce fustigé
    fustige ironise ironisé commenté commente averti avertit confirmé confirme interroge interrogé salué salue
    exhorté indigné indignée félicité félicitée félicite réjoui réjouie étonné étonnée étonne agacé agacée
    insurgé insurgée insurge défendu défend justifié justifie réclame réclamé accuse accusé déplore déploré
    constate constaté détaille détaillé observe observé remarque remarqué avoue avoué balaie balayé rétorque
    rétorqué réplique répliqué objecte objecté tempère tempéré renchérit renchéri abonde complète complété
    argue argué tonne pointe pointé interpelle prévenue insistée considère considéré note noté glissée
    répliquer tweeté twitté écrivait écrivit disait disais expliquait

    сказав сказала каже заявив заявила заявляє зазначив зазначила зазначає додав додала додає наголосив
    наголосила наголошує підкреслив підкреслила підкреслює повідомив повідомила повідомляє розповів розповіла
    розповідає пояснив пояснила пояснює запевнив запевнила запевняє стверджує стверджував вважає переконаний
    переконана відповів відповіла відповідає написав написала пише уточнив уточнила уточнює запитав запитала
    попередив попередила попереджає визнав визнала визнає пообіцяв пообіцяла обіцяє зауважив зауважила
    зауважує зауваживши назвав назвала називає цитує відзначив відзначила констатував констатувала
    прокоментував прокоментувала нагадав нагадала підсумував підсумувала закликав закликала анонсував
    анонсувала оголосив оголосила спитав спитала погодився погодилася говорить говорив говорила обурився
    обурилася звинуватив звинуватила звинувачує розповідав поскаржився поскаржилася скаржиться пожартував
    пожартувала здивувався здивувалася зізнався зізналася зізнається припустив припустила припускає
    спрогнозував прогнозує похвалив подякував подякувала вигукнув вигукнула стверджувала наполягає наполягав
    уточнював коментує резюмував резюмувала доповів доповіла оцінив оцінила описав описала пояснював заперечив
    заперечила заперечує виступив застеріг застерегла відреагував відреагувала критикує розкритикував пригадав
    пригадала пригадує констатує каяється

    сказал сказала заявил заявила заявляет отметил отметила отмечает добавил добавила подчеркнул подчеркнула
    сообщил сообщила рассказал рассказала объяснил объяснила пояснил пояснила заверил заверила утверждает
    считает ответил ответила написал написала пишет уточнил уточнила спросил спросила предупредил предупредила
    признал признала пообещал пообещала назвал назвала говорит напомнил напомнила убежден убеждена призвал
    призвала говорил говорила отмечала считал полагает предположил предположила пожаловался признался
    призналась возразил возразила констатировал прокомментировал прокомментировала заключил предостерег
    раскритиковал обвинил обвинила
"""
_SAYS_MORE = r"fait (?:valoir|savoir|remarquer|observer)|put it|bringt es auf den punkt"
SAYS = re.compile(
    rf"(?<![\w'’-])(?:{'|'.join(sorted(set(_SAYS.split())))}|{_SAYS_MORE})(?![\w'’]|-(?!il|elle|t-))"
)
_AUXILIARY = r"(?:(?:a|ont|avait|hat|habe|has|had|s['’]est|s['’]|se|s)\s*)?(?:-t-(?:il|elle)\s+)?"
SAYS_FIRST = re.compile(rf"{_AUXILIARY}(?:{SAYS.pattern})")
# Whatever verb stands right after a quote, with its subject after it, says something; these are no verbs.
INQUIT = re.compile(
    rf"(?!(?:who|whom|whose|which|what|where|because|since|than|then|built|made|called|der|die|das|dem|den|deren|dessen|"
    rf"was|welche[rsmn]?|weil|dass|damit|sondern|genannt|gebaut|qui|que|dont|où|lequel|laquelle|puis|baptisée?s?|dit|"
    rf"який|яка|яке|які|якого|якої|яким|якою|де|бо|адже|щоб|який|которы[йхме]|которая|которое|где|чтобы)\b)"
    rf"{_AUXILIARY}\p{{Ll}}[\w'’]{{2,}}"
)
# German "so" says something only right after a quote.
SO = re.compile(r"so(?= (?:\p{Lu}|die |der |das ))")
ACCORDING = re.compile(
    r"\b(?:according to|за словами|за твердженням|на думку|по словам|по мнению|laut|nach angaben (?:von|des|der)|"
    r"nach (?:den )?worten (?:von|des|der)|nach ansicht (?:von|des|der)|"
    r"selon|d['’]après|aux dires de|de l['’]avis de)\b",
    re.IGNORECASE,
)
FOR = re.compile(r"\b(?:Pour|Für|For) (?=\p{L})")  # "Pour X, « ... »": what it is in X's eyes
HE = re.compile(
    r"(?<![\w'’])(?:he|she|er|sie|він|вона|он|она|il|elle)(?![\w'’])|-(?:t-)?(?:il|elle)(?!\w)", re.IGNORECASE
)
HIS = re.compile(
    r"\b(?:за (?:його|її) словами|на (?:його|її) думку|по (?:его|ее) (?:словам|мнению)|laut (?:ihm|ihr)|"
    r"nach (?:seinen|ihren) (?:eigenen )?(?:angaben|worten)|selon (?:lui|elle)|according to (?:him|her))\b",
    re.IGNORECASE,
)
# Verbs after which a fragment may begin with a capital: "sprach von einem „Sieg ...“".
NAMING = re.compile(r"(?:spr[ai]cht? von|sprach von|nannte|nennt|bezeichnet(?:e)?)\b[^,:;]*$")

# What someone is called by rank or office, as whole words or their ends.
_ROLE = r"""
    (?:(?:prime|vice)[ ]?)?(?:minister|president|chancellor|secretary|general|admiral|colonel|major|captain|
    lieutenant|marshal|commander|senator|representative|congressman|congresswoman|lawmaker|deputy|mayor|
    governor|ambassador|director|chairman|chairwoman|chair|chief|head|leader|spokesman|spokeswoman|
    spokesperson|lawyer|attorney|prosecutor|judge|professor|dr|mr|mrs|ms|sir|dame|lord|lady|mp|ceo|premier|
    king|queen|prince|pope|retired|union|former|acting|brigadier|sergeant|analyst|founder|engineer|auditor|
    adviser|advisor|inspector|state|defence|defense|foreign|trade|finance|justice|interior|economy|officer|
    executive|undersecretary|commodore|economist|activist|historian|campaigner|researcher|manager|owner|
    colleague|predecessor|successor|veteran|scientist|lecturer|author|editor|auditor|mechanic|worker|pilot|
    sailor|soldier|officer|official|banker|investor|aide|commissioner|councillor|envoy|negotiator|expert)
  | \w*(?:minister|kanzler|sprecher|präsident|chef|sekretär|politiker|inspekteur|vorsitzender|vorstand|
    anwalt|leiter|direktor|richter|experte|gründer|berater|kommissar|botschafter|verteidiger|führer|
    bürgermeister|analyst|ökonom|forscher|gutachter|prüfer|ermittler|unternehmer|ingenieur|kollege|meister|
    techniker|mitarbeiter|manager|händler|wissenschaftler|historiker|pilot|soldat|offizier|arbeiter|
    eigentümer|besitzer|inhaber|autor|vize|aktivist|betreiber|abgeordneter)(?:s|n|en|in)?
  | \w*(?:vorsitzende|anwältin|beauftragte|beauftragter|abgeordnete|general|oberst|major|hauptmann|admiral|
    leutnant|rat|rätin|expertin|nachfolger|vorgänger|herr|frau|prof|doktor|ministerpräsidentin|kapitän)
  | (?:ministre|président|présidente|député|députée|sénateur|sénatrice|général|générale|colonel|amiral|
    capitaine|commandant|directeur|directrice|secrétaire|porte-parole|avocat|avocate|procureur|procureure|
    juge|maire|élu|élue|magistrat|magistrate|fondateur|fondatrice|négociateur|négociatrice|délégué|déléguée|
    syndical|chef|cheffe|patron|patronne|chercheur|chercheuse|analyste|me|mme|m|maître|lieutenant|brigade|
    expert|experte|commissaire|ambassadeur|premier|première|roi|reine|chancelier|chancelière|pdg|économiste|
    ouvrier|ouvrière|ingénieur|ingénieure|rapporteur|rapporteure|eurodéputé|eurodéputée|militant|militante|
    historien|historienne|propriétaire|pilote|officier|adjudant|conseiller|conseillère)
  | \w*(?:міністр|міністер|прем'єр|президент|депутат|генерал|полковник|майор|директор|керівник|речник|
    речниц|голов|начальник|адвокат|прокурор|суд+я|експерт|конструктор|власник|власниц|командир|командувач|
    радник|посол|канцлер|слідч|аналітик|журналіст|засновник|заступник|очільник|очільниц|секретар|аудитор|
    інженер|волонтер|активіст|економіст|народн|колишн|військов|радниц|виробник|розробник|учасник|
    правозахисник|керівниц|науков)\w{0,4}
  | \w*(?:министр|премьер|глав|представител|пресс-секретар|начальник|эксперт|советник|посол|руководител|
    командующ|аналитик|основател|заместител|секретар|следовател)\w{0,4}
"""
ROLE = re.compile(_ROLE, re.VERBOSE | re.IGNORECASE)

_NOT_NAMES = """
    the a an in on at of for from to by with but and or as if when while after before asked speaking its his
    her their our this that these those it he she they we i you no not there here critics officials experts
    police monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december der die das den dem des ein eine einen einem einer im am in an
    auf aus bei mit nach von vom zu zum zur für und oder aber wie als wenn wer wo so auch doch nur laut er sie
    es wir ich ihr sein seine montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz
    mai juni juli oktober dezember kritiker le la les l un une des du de d au aux en dans sur pour par avec
    selon après avant mais et ou ce cette ces son sa ses il elle nous vous je qui que interrogé interrogée
    lundi mardi mercredi jeudi vendredi samedi dimanche у в на за до від з із та і й але або як якщо коли
    після перед під про що це цей ця його її він вона ми ви вони раніше потім також понеділок вівторок середа
    четвер п'ятниця субота неділя депутати військові слідчі во на за до от с из и но или как если когда после
    перед под о что это этот его ее он она мы вы они
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())

# Words that end or open the name of an institution, not of a person.
_BODIES = """
    systems group aerospace arsenal industries international corporation corp inc ltd ministry department
    agency office committee council parliament senate congress house court bank university institute ledger
    fleet army navy force defence defense technologies dynamics union association foundation party times post
    news journal press ministerium bundestag bundesrat bundeswehr amt gmbh ag wehrtechnik partei zeitung
    regierung haushalt rechnungshof armées défense économie intérieur sénat assemblée état cour comptes
    gouvernement travail justice europe finances тов компанія міністерство агенція рада верховна служба бюро
    завод інститут університет telegram facebook x twitter youtube
"""
BODIES = frozenset(_BODIES.split())
# Before a name, these say that it is not the one who speaks.
BESIDE = re.compile(
    r"(?:^|[\s(])(?:of|in|at|from|by|with|for|to|against|near|about|von|vom|in|bei|aus|mit|nach|für|gegen|über|an|"
    r"à|en|dans|par|avec|chez|contre|sur|pour|у|в|із|з|від|до|на|для|про|проти|из|от|о)\s$",
    re.IGNORECASE,
)
