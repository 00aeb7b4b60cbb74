"""Tables of English words with irregular forms, written by hand.

`tests/bench/inflections.py` measures what they improve.
"""

#: A word and its irregular forms. A form that more often has another meaning is left out: `wound`
#: is not a form of `wind` here.
IRREGULAR = """
add added adding; addendum addenda; age ageing; agree agreed; ai ais; alga algae; alibi alibis;
alumnus alumni; analysis analyses; antenna antennae; api apis; appendix appendices; arise arose
arisen; awake awoke awoken; axis axes; bacillus bacilli; bacterium bacteria; basis bases; bear
borne; beat beaten; become became; befall befell befallen; begin began begun; behold beheld; bend
bent; bid bade bidden; bind bound; biopsy biopsied; bite bit bitten; bleed bled; blow blew blown;
break broke broken; breed bred; bring brought; bronchus bronchi; build built; bureau bureaus; burn
burnt; bus buses bussed; buy bought; cactus cacti; calf calves; carcinoma carcinomata; catch
caught; child children; choose chose chosen; cli clis; cling clung; clothe clothing; come came;
consortium consortia; corpus corpora; cpu cpus; creep crept; crisis crises; criterion criteria;
curriculum curricula; datum data; deal dealt; decree decreed; diagnosis diagnoses; die dying; dig
dug; disagree disagreed; diverticulum diverticula; do does did done doing; draw drew drawn; dream
dreamt; drink drank drunk; drive drove driven; dwarf dwarves; dwell dwelt; dye dyeing; eat ate
eaten; elf elves; emoji emojis; emphasis emphases; err erred erring; erratum errata; fall fell
fallen; feed fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown;
focus foci; foot feet; forbid forbade forbidden; forego foregone; foresee foresaw foreseen;
foretell foretold; forget forgot forgotten; forgive forgave forgiven; forgo forwent forgone;
formula formulae; free freed; freeze froze frozen; fungus fungi; ganglion ganglia; gas gases
gassed; genus genera; get got gotten; give gave given; go goes went gone going; goose geese; gpu
gpus; grandchild grandchildren; grow grew grown; guarantee guaranteed; gui guis; guru gurus; half
halves; hang hung; have has had; hear heard; hide hid hidden; hold held; hoof hooves; hypothesis
hypotheses; index indices; input inputted; interweave interwove interwoven; keep kept; kneel knelt;
knife knives; know knew known; kpi kpis; larva larvae; lay laid; lead led; leaf leaves; lean leant;
leap leapt; learn learnt; leave left; lend lent; lie lay lain lying; life lives; light lit; loaf
loaves; locus loci; lose lost; louse lice; lymphoma lymphomata; make made; man men; matrix
matrices; maximum maxima; mean meant; meet met; memorandum memoranda; menu menus; metastasis
metastases; millennium millennia; mimic mimicked mimicking; mini minis; minimum minima; mishear
misheard; mislead misled; misspeak misspoke misspoken; mistake mistook mistaken; misunderstand
misunderstood; mitochondrion mitochondria; mouse mice; nebula nebulae; neurosis neuroses; nucleus
nuclei; oasis oases; octopus octopi; optimum optima; outdo outdid outdone; outgrow outgrew
outgrown; outrun outran; overcome overcame; overdo overdid overdone; overeat overate overeaten;
overhear overheard; overpay overpaid; override overrode overridden; overrun overran; oversee
oversaw overseen; overshoot overshot; oversleep overslept; overtake overtook overtaken; overthrow
overthrew overthrown; overwrite overwrote overwritten; ovum ova; ox oxen; panic panicked panicking;
paralysis paralyses; parenthesis parentheses; paste pasted pasting; pay paid; penny pence; person
people; phenomenon phenomena; plateau plateaus; plead pled; prognosis prognoses; program
programmed; prove proven; psychosis psychoses; quantum quanta; quiz quizzes; radius radii; rebuild
rebuilt; redo redid redone; redraw redrew redrawn; referee refereed; regrow regrew regrown; remake
remade; repay repaid; rerun reran; resell resold; resend resent; retake retook retaken; retell
retold; rethink rethought; rewind rewound; rewrite rewrote rewritten; ride rode ridden; ring rang
rung; rise rose risen; run ran; salesperson salespeople; say said; scarf scarves; schema schemata;
see saw seen; seek sought; self selves; sell sold; send sent; septum septa; sew sewn; shake shook
shaken; sheaf sheaves; shear shorn; shelf shelves; shine shone; shoot shot; show shown; shrink
shrank shrunk; sing sang sung; singe singeing; sink sank sunk; sit sat; ski skied skis; slay slew
slain; sleep slept; slide slid; sling slung; smell smelt; sneak snuck; sow sown; speak spoke
spoken; spectrum spectra; speed sped; spell spelt; spend spent; spill spilt; spin spun; spit spat;
spoil spoilt; spring sprang sprung; stand stood; steal stole stolen; stepchild stepchildren; stick
stuck; stigma stigmata; stimulus stimuli; sting stung; stink stank stunk; stratum strata; stride
strode; strike struck stricken; string strung; strive strove striven; suit suited; swear swore
sworn; sweep swept; swell swollen; swim swam swum; swing swung; symposium symposia; synopsis
synopses; synthesis syntheses; take took taken; taxi taxis; teach taught; tear tore torn; tell
told; terminus termini; thesis theses; thief thieves; think thought; thrombosis thromboses;
thrombus thrombi; throw threw thrown; tie tying; tooth teeth; traffic trafficked trafficking; tread
trod trodden; ui uis; undergo undergoes underwent undergone; underlie underlain underlying;
underpay underpaid; understand understood; undertake undertook undertaken; undo undoes undid
undone; unite united uniting; unstick unstuck; untie untying; unwind unwound; uphold upheld; uterus
uteri; vertebra vertebrae; vertex vertices; vie vying; wake woke woken; wear wore worn; weave wove
woven; weep wept; wharf wharves; wife wives; wiki wikis; win won; withdraw withdrew withdrawn;
withhold withheld; withstand withstood; wolf wolves; woman women; wring wrung; write wrote written
"""

#: A verb and the noun of doing it, if no rule gives the noun and both have one meaning. `action`
#: and `act`, `information` and `inform`, `application` and `apply` do not.
NOUNS = """
abandon/abandonment abide/abidance abolish/abolition absorb/absorption accept/acceptance
accomplish/accomplishment achieve/achievement acknowledge/acknowledgement
acknowledge/acknowledgment acquire/acquisition adapt/adaptation add/addition adhere/adherence
adjust/adjustment administer/administration admire/admiration admit/admission adopt/adoption
adore/adoration advance/advancement advertise/advertisement affirm/affirmation agree/agreement
align/alignment allege/allegation allow/allowance alter/alteration amend/amendment amuse/amusement
analyze/analysis announce/announcement annoy/annoyance appear/appearance appoint/appointment
approve/approval argue/argument arrange/arrangement arrive/arrival assert/assertion
assess/assessment assign/assignment assist/assistance assume/assumption assure/assurance
attach/attachment attain/attainment attend/attendance attract/attraction avoid/avoidance
cancel/cancelation cancel/cancellation cite/citation clear/clearance coerce/coercion
collect/collection collide/collision combine/combination compare/comparison compete/competition
compile/compilation complain/complaint complete/completion compress/compression compute/computation
conceive/conception conclude/conclusion condense/condensation confess/confession
configure/configuration confirm/confirmation conform/conformance confuse/confusion
connect/connection conserve/conservation consider/consideration construct/construction
consult/consultation consume/consumption contain/containment continue/continuation
contradict/contradiction contribute/contribution converge/convergence convert/conversion
convict/conviction correct/correction correspond/correspondence corrupt/corruption decide/decision
declare/declaration deduce/deduction deduct/deduction define/definition delete/deletion
deliver/delivery deny/denial depend/dependence deploy/deployment depress/depression
deprive/deprivation derive/derivation describe/description destroy/destruction detain/detention
detect/detection determine/determination develop/development diagnose/diagnosis diffuse/diffusion
digest/digestion dilute/dilution disappear/disappearance disappoint/disappointment
disclose/disclosure discover/discovery discuss/discussion dismiss/dismissal dispose/disposal
disrupt/disruption dissect/dissection distort/distortion distract/distraction
distribute/distribution disturb/disturbance diverge/divergence divide/division eject/ejection
elect/election embarrass/embarrassment emerge/emergence emit/emission emphasize/emphasis
employ/employment empower/empowerment encourage/encouragement encrypt/encryption
endorse/endorsement endure/endurance enforce/enforcement engage/engagement enhance/enhancement
enjoy/enjoyment enlarge/enlargement enrich/enrichment enroll/enrollment entertain/entertainment
equip/equipment erode/erosion establish/establishment evolve/evolution examine/examination
excite/excitement exclude/exclusion excrete/excretion execute/execution exhaust/exhaustion
exist/existence expand/expansion expect/expectation experiment/experimentation expire/expiration
explain/explanation explode/explosion exploit/exploitation explore/exploration expose/exposure
extend/extension extract/extraction fail/failure fulfill/fulfillment fuse/fusion govern/governance
grow/growth guide/guidance harass/harassment hypothesize/hypothesis ignite/ignition
imagine/imagination immerse/immersion impair/impairment implement/implementation imply/implication
impose/imposition improve/improvement include/inclusion infect/infection infer/inference
inflame/inflammation infringe/infringement infuse/infusion ingest/ingestion inhale/inhalation
inherit/inheritance inject/injection insert/insertion inspect/inspection inspire/inspiration
install/installation instruct/instruction intend/intention interact/interaction
interfere/interference interpret/interpretation interrupt/interruption intersect/intersection
intervene/intervention introduce/introduction intrude/intrusion invade/invasion invent/invention
invert/inversion invest/investment invite/invitation involve/involvement judge/judgement
judge/judgment limit/limitation lose/loss maintain/maintenance manage/management
manifest/manifestation marry/marriage measure/measurement metastasize/metastasis move/movement
multiply/multiplication oblige/obligation observe/observation obsess/obsession occur/occurrence
omit/omission oppose/opposition oppress/oppression pay/payment perceive/perception
perform/performance permit/permission persist/persistence persuade/persuasion pollute/pollution
possess/possession postpone/postponement predict/prediction prefer/preference prepare/preparation
prescribe/prescription present/presentation preserve/preservation prevent/prevention
procure/procurement produce/production progress/progression prohibit/prohibition promote/promotion
propose/proposal prosecute/prosecution protect/protection prove/proof publish/publication
punish/punishment react/reaction reassure/reassurance receive/reception recognize/recognition
recommend/recommendation recover/recovery recruit/recruitment reduce/reduction refer/referral
refine/refinement reflect/reflection refuse/refusal register/registration regress/regression
rehearse/rehearsal reimburse/reimbursement reinforce/reinforcement reject/rejection rely/reliance
remove/removal renew/renewal repeat/repetition replace/replacement represent/representation
reproduce/reproduction require/requirement resect/resection reserve/reservation reside/residence
resist/resistance resolve/resolution respond/response restore/restoration restrict/restriction
retain/retention retire/retirement retrieve/retrieval reveal/revelation reverse/reversal
revise/revision satisfy/satisfaction secrete/secretion select/selection settle/settlement
ship/shipment solve/solution speak/speech starve/starvation submit/submission
subscribe/subscription substitute/substitution subtract/subtraction succeed/success
suggest/suggestion supervise/supervision suppose/supposition suppress/suppression survive/survival
suspend/suspension synthesize/synthesis tempt/temptation think/thought tolerate/tolerance
transact/transaction transcribe/transcription transform/transformation transfuse/transfusion
transmit/transmission transplant/transplantation transport/transportation treat/treatment
vary/variation withdraw/withdrawal
"""

#: Adjectives with -er and -est. `good` and `better` are different words, and `later` is more than
#: the comparative of `late`.
GRADED = """
big bold brave bright broad busy calm cheap clean clear clever close cold cool crazy cruel cute
dark deep dense dim dirty dry dull dumb early easy faint fair fancy fast fat few fine firm fit flat
fresh friendly full funny fuzzy gentle grand great green happy hard harsh healthy heavy high hot
huge humble hungry kind large lazy lean light likely little lively long loose loud low lucky mad
merry messy mild narrow nasty near neat nerdy new nice noisy old pale poor pretty pure quick quiet
rare raw rich ripe risky rough sad safe sane scary shallow sharp short shy sick silly simple slim
slow small smart smooth soft soon sour sparse steep sticky stiff straight strange strict strong
stupid subtle sunny sweet swift tall tasty thick thin tight tiny tough tricky true ugly warm weak
wealthy weird wet wide wild wise worthy young
"""

#: British spellings, each with the normal one.
SPELLINGS = """
aeroplane/airplane aetiology/etiology aluminium/aluminum anaemia/anemia anaemic/anemic
anaesthesia/anesthesia anaesthetic/anesthetic analogue/analog analyse/analyze apologise/apologize
arbour/arbor ardour/ardor armour/armor artefact/artifact behaviour/behavior behavioural/behavioral
breathalyse/breathalyze caesarean/cesarean calibre/caliber candour/candor catalogue/catalog
catalyse/catalyze centimetre/centimeter centre/center clamour/clamor colour/color
colourful/colorful cosy/cozy counsellor/counselor defence/defense dialogue/dialog dialyse/dialyze
diarrhoea/diarrhea discolour/discolor endeavour/endeavor enrol/enroll enrolment/enrollment
epicentre/epicenter faeces/feces favour/favor favourable/favorable favourite/favorite
fervour/fervor fibre/fiber flavour/flavor foetal/fetal foetus/fetus fulfil/fulfill
fulfilment/fulfillment glamour/glamor grey/gray gynaecologist/gynecologist gynaecology/gynecology
haematologist/hematologist haematology/hematology haematoma/hematoma haemoglobin/hemoglobin
haemophilia/hemophilia haemorrhage/hemorrhage harbour/harbor honour/honor honourable/honorable
humour/humor hypercalcaemia/hypercalcemia hyperglycaemia/hyperglycemia hypoglycaemia/hypoglycemia
instal/install instalment/installment ischaemia/ischemia ischaemic/ischemic jewellery/jewelry
judgement/judgment kilometre/kilometer labour/labor leukaemia/leukemia litre/liter lustre/luster
manoeuvre/maneuver metre/meter millilitre/milliliter millimetre/millimeter mould/mold
moustache/mustache neighbour/neighbor neighbourhood/neighborhood neutropaenia/neutropenia
odour/odor oedema/edema oesophageal/esophageal oesophagus/esophagus oestrogen/estrogen
offence/offense orthopaedic/orthopedic paediatric/pediatric paediatrician/pediatrician
paediatrics/pediatrics paralyse/paralyze parlour/parlor plough/plow practise/practice
pretence/pretense programme/program rancour/rancor rigour/rigor rumour/rumor sabre/saber
saviour/savior savour/savor sceptic/skeptic sceptical/skeptical scepticism/skepticism
skilful/skillful sombre/somber spectre/specter splendour/splendor sulphate/sulfate sulphur/sulfur
theatre/theater thrombocytopaenia/thrombocytopenia titre/titer travelled/traveled
traveller/traveler tumour/tumor tyre/tire uraemia/uremia valour/valor vapour/vapor vigour/vigor
wilful/willful woollen/woolen
"""

#: Words that look like a form of another word and are not.
APART = """
being bus canvas ceiling corps during evening gas goods hers his hundred its jeans morning mrs news
ours plus sibling theirs this thus us was wedding yes yours
"""
