// The search of a published archive. Data comes as scripts (see words.py and turns.py), because a
// page that was opened from a disk may load nothing else.
"use strict";

// --- data -----------------------------------------------------------------------------------

const loading = new Map();
const given = new Map();

// Each script of data calls this.
window.searcherData = (name, data) => given.set(name, data);

// The data of a script, or null where there is no such file: nobody says such a word.
function load(name) {
  if (!loading.has(name)) {
    loading.set(name, new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => resolve(given.get(name) ?? null);
      script.onerror = () => resolve(null);
      document.head.append(script);
    }));
  }
  return loading.get(name);
}

// --- words: the same as those of the tokenizer in index/text/ ----------------------------------

const PLAIN = { ø: "o", ł: "l", đ: "d", ı: "i", æ: "ae", œ: "oe", ð: "d", þ: "th", ß: "ss",
  "’": "'", "ʼ": "'", "＇": "'" };
const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}" +
  "\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const APOSTROPHE = "'’ʼ＇";
const LETTER = `(?:(?![${UNSPACED}_])[\\p{L}\\p{N}\\p{M}])`;
const UNITS = "(?:mcg|mg|kg|ml|dl|cl|mm|cm|km|nm|kb|mb|gb|tb|pb|kbps|mbps|gbps|hz|khz|mhz|ghz|kw|" +
  "mw|gw|kwh|mwh|mph|kph|kmh|rpm|fps|dpi|ppm|ppb|bpm|psi|ms|ns|lbs?|oz|ft|cc|mmhg|iu|meq|mmol|" +
  "am|pm|px|hrs?|mins?|secs?|usd|eur|gbp)";
const ELIDED = "(?:c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr|un|all|dall|" +
  "dell|nell|sull|coll|gl|agl|dagl|degl|negl|sugl|quell|quest|bell|sant|anch|com|dov|cos|quand|" +
  "nient|tutt|senz|mezz|sott|grand|nessun|alcun|ciascun)";
const NUMBER = "[0-9]+(?:\\.[0-9]+|,[0-9]{3}(?![0-9]))*";
const WORD = new RegExp(
  `(?<![A-Za-z0-9])[A-Za-z](?:\\+\\+|#)(?!\\p{L})` +
  `|(?<!\\p{L}\\.)\\p{L}(?:\\.\\p{L})+(?!\\.?\\p{L})` +
  `|(?<!${LETTER})${ELIDED}(?=[${APOSTROPHE}][aeiouyhàâäéèêëîïôöûüAEIOUYHÀÂÄÉÈÊËÎÏÔÖÛÜ])` +
  `|${NUMBER}(?=${UNITS}(?![${APOSTROPHE}]?${LETTER}))` +
  `|[${UNSPACED}]\\p{M}*` +
  `|${LETTER}(?:${LETTER}|(?<=[0-9])[.](?=[0-9])|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))|[${APOSTROPHE}](?=${LETTER}))*`,
  "giu");

// The form of a word in the index: lower case, no accents, a straight apostrophe.
function fold(word) {
  const apart = [...word.toLowerCase()].map((c) => PLAIN[c] ?? c).join("").normalize("NFKD");
  const plain = [...apart.toLowerCase()].map((c) => PLAIN[c] ?? c).join("")
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200f]/g, "").normalize("NFC");
  if (/^[\p{L}\p{N}]+$/u.test(plain)) return plain;
  if (/[^0-9]\./u.test(plain)) return plain.replaceAll(".", "");
  if (/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(plain)) return plain.replaceAll(",", "");
  if (/^[0-9]*0's$/.test(plain)) return plain.replace("'", "");
  return plain;
}

// The words of a text with their places in it.
function* words(text) {
  for (const match of text.matchAll(WORD)) {
    const form = fold(match[0]);
    if (form) yield { form, start: match.index, end: match.index + match[0].length };
  }
}

// --- what was typed ------------------------------------------------------------------------------

// The groups of a search: what is in quotes is one exact phrase, `-` before it excludes it.
function parsed(typed) {
  const groups = { plain: [], exact: [], without: [] };
  for (const [, minus, quoted, word] of typed.matchAll(/(-?)(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))/g)) {
    const found = [...words(quoted ?? word)].map((each) => each.form);
    if (!found.length) continue;
    if (minus) groups.without.push({ forms: found, exact: quoted !== undefined });
    else if (quoted !== undefined) groups.exact.push(found);
    else groups.plain.push(...found);
  }
  return groups;
}

// --- postings --------------------------------------------------------------------------------------

const PREFIX = 2;
const fileOf = (word) => [...word].slice(0, PREFIX)
  .map((c) => c.codePointAt(0).toString(16).padStart(4, "0")).join("-");

async function record(word) {
  const shard = await load(fileOf(word));
  return shard && Object.hasOwn(shard, word) ? shard[word] : null;
}

// Which turns say a form, and where: a map from the number of a turn to positions.
async function postings(word) {
  const found = await record(word);
  if (!found) return new Map();
  const numbers = typeof found[1] === "string" ? await load(found[1]) : found[1];
  const turns = new Map();
  for (let at = 0, turn = 0; at < numbers.length;) {
    turn += numbers[at++];
    const positions = new Array(numbers[at++]);
    for (let i = 0, position = 0; i < positions.length; i++) positions[i] = position += numbers[at++];
    turns.set(turn, positions);
  }
  return turns;
}

// The forms of a word that are said, each with the languages in which it is one; null for all.
// A form that nobody says is looked for by its beginning.
async function relatives(word) {
  const found = await record(word);
  const others = (record) => record[0].map((each) =>
    typeof each === "string" ? [each, null] : [each[0], each.slice(1)]);
  if (found) return [[word, null], ...others(found)];
  for (const ending of [/'s$/, /ies$/, /es$/, /s$/, /ing$/, /ed$/, /ly$/, /$/]) {
    if (!ending.test(word)) continue;
    const base = word.replace(ending, "");
    for (const other of [base, `${base}e`, `${base}y`, `${base}s`, `${base}ed`, `${base}ing`]) {
      const near = base.length > 2 && other !== word ? await record(other) : null;
      if (near) return [[other, null], ...others(near)];
    }
  }
  return [];
}

// A word in all its forms as one word.
async function said(archive, word, exact) {
  const forms = exact ? [[word, null]] : await relatives(word);
  const turns = new Map();
  for (const [form, languages] of forms) {
    for (const [turn, positions] of await postings(form)) {
      if (languages && !languages.includes(programOf(archive, turn).language || "en")) continue;
      const before = turns.get(turn);
      turns.set(turn, before ? [...before, ...positions].sort((a, b) => a - b) : positions);
    }
  }
  return { forms: forms.map(([form]) => form), turns };
}

// The places where words follow each other.
function together(sought) {
  const turns = new Map();
  const [first, ...others] = sought;
  for (const [turn, positions] of first.turns) {
    const rest = others.map((word) => word.turns.get(turn));
    if (rest.some((each) => !each)) continue;
    const sets = rest.map((each) => new Set(each));
    const starts = positions.filter((start) => sets.every((set, i) => set.has(start + i + 1)));
    if (starts.length) turns.set(turn, starts);
  }
  return turns;
}

// --- ranking: BM25, as searcher/matching/bm25.py has it ----------------------------------------------

const K1 = 1.2;
const B = 0.4;
const rarity = (count, all) => Math.log(1 + (all - count + 0.5) / (count + 0.5));

function scored(archive, turns, weight, scores = new Map()) {
  for (const [turn, positions] of turns) {
    const norm = K1 * (1 - B + B * archive.lengths[turn] / archive.mean);
    const score = weight * (K1 + 1) * positions.length / (norm + positions.length);
    scores.set(turn, (scores.get(turn) ?? 0) + score);
  }
  return scores;
}

// Keeps what all have.
const common = (maps) => maps.length === 0 ? null :
  [...maps[0].keys()].filter((turn) => maps.every((each) => each.has(turn)));

// The turns that match, tier by tier, the strictest first, each with its score.
async function search(archive, typed) {
  const groups = parsed(typed);
  const all = archive.lengths.length;
  const plain = await Promise.all(groups.plain.map((word) => said(archive, word, false)));
  const exact = await Promise.all(groups.exact.map(async (phrase) =>
    Promise.all(phrase.map((word) => said(archive, word, true)))));
  const without = await Promise.all(groups.without.map(async (group) =>
    together(await Promise.all(group.forms.map((word) => said(archive, word, group.exact))))));
  const phrases = exact.map(together);
  const weights = (sought) => sought.reduce((sum, word) => sum + rarity(word.turns.size, all), 0);
  const isLeftOut = (turn) => without.some((each) => each.has(turn));
  const isLeft = (turn) => !isLeftOut(turn) && phrases.every((each) => each.has(turn));
  const tiers = [];
  const seen = new Set();
  const add = (name, turns, scores) => {
    const kept = turns.filter((turn) => isLeft(turn) && !seen.has(turn));
    kept.sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    kept.forEach((turn) => seen.add(turn));
    if (kept.length) tiers.push({ name, turns: kept });
  };
  const ofPhrases = new Map();
  phrases.forEach((turns, i) => scored(archive, turns, weights(exact[i]), ofPhrases));
  if (!plain.length) {
    if (phrases.length) add("exact", common(phrases), ofPhrases);
  } else {
    const phrase = together(plain);
    add("phrase", [...phrase.keys()], scored(archive, phrase, weights(plain), new Map(ofPhrases)));
    const each = new Map(ofPhrases);
    plain.forEach((word) => scored(archive, word.turns, rarity(word.turns.size, all), each));
    if (plain.length > 1) {
      add("all", common(plain.map((word) => word.turns)), each);
      add("any", [...each.keys()].filter((turn) => plain.some((word) => word.turns.has(turn))), each);
    }
  }
  const forms = new Set([...plain, ...exact.flat()].flatMap((word) => word.forms));
  const unsaid = [...groups.plain.filter((_, i) => !plain[i].turns.size),
    ...groups.exact.flat().filter((_, i) => !exact.flat()[i].turns.size)];
  // Of a single word there is nothing to say about how it was found.
  const isWord = groups.plain.length === 1 && !groups.exact.length;
  return { tiers, forms, unsaid, isWord };
}

// --- the archive ---------------------------------------------------------------------------------------

async function opened() {
  const archive = await load("archive");
  const programs = archive.programs.map(([file, title, series, date, language, first]) =>
    ({ file, title, series, date, language, first }));
  return { ...archive, programs };
}

// The program of a turn: the last one that begins at it or before it.
function programOf(archive, turn) {
  let low = 0;
  let high = archive.programs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (archive.programs[middle].first <= turn) low = middle;
    else high = middle - 1;
  }
  return archive.programs[low];
}

async function turnOf(archive, number) {
  const block = await load(`turns-${Math.floor(number / archive.block)}`);
  const [turn, text, start, question] = block[number % archive.block];
  return { turn, text, start, question, speaker: archive.speakers[archive.who[number]],
    program: programOf(archive, number) };
}

// --- the page ----------------------------------------------------------------------------------------------

const TIERS = { exact: "exactly these words", phrase: "said together", all: "all the words in one turn",
  any: "some of the words" };
const PAGE = 10;
// Of a longer turn or question, so many words are shown on each side of what matches.
const AROUND = 60;
const QUESTION = 40;

const element = (name, text = "", attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

// A text with what matches marked, around the first match if it is long.
function marked(text, forms) {
  const found = [...words(text)];
  const hits = found.map((word, i) => forms.has(word.form) ? i : -1).filter((i) => i >= 0);
  const first = Math.max(0, (hits[0] ?? 0) - AROUND);
  const last = Math.min(found.length - 1, (hits[0] ?? 0) + 2 * AROUND);
  const begin = first ? found[first].start : 0;
  const end = last < found.length - 1 ? found[last].end : text.length;
  const quote = element("blockquote", begin ? "… " : "", { dir: "auto" });
  let done = begin;
  for (let i = 0; i < hits.length; i++) {
    if (hits[i] < first || hits[i] > last) continue;
    const start = found[hits[i]].start;
    // Neighbours are one mark.
    while (hits[i + 1] === hits[i] + 1 && hits[i + 1] <= last) i++;
    const stop = found[hits[i]].end;
    quote.append(text.slice(done, start), element("mark", text.slice(start, stop)));
    done = stop;
  }
  quote.append(text.slice(done, end), end < text.length ? " …" : "");
  return quote;
}

async function shown(archive, number, forms) {
  const turn = await turnOf(archive, number);
  const made = element("article", "", { class: "quote" });
  if (turn.question) {
    const asked = await turnOf(archive, number - turn.question);
    const short = [...words(asked.text)][QUESTION];
    const text = short ? `${asked.text.slice(0, short.start)}…` : asked.text;
    const question = element("p", "", { class: "asked", dir: "auto" });
    question.append(element("b", asked.speaker), ` ${text}`);
    made.append(question);
  }
  const quote = marked(turn.text, forms);
  if (turn.program.language) quote.lang = turn.program.language;
  const by = element("p", "", { class: "where" });
  const place = element("a", turn.program.title, { href: `program/${turn.program.file}.html#turn-${turn.turn}` });
  by.append(element("b", turn.speaker), " · ", place,
    // Each keeps its own direction.
    ...[turn.program.series, turn.program.date].filter(Boolean).flatMap((each) => [" · ", element("bdi", each)]));
  made.append(quote, by);
  return made;
}

function isWanted(archive, number, filters) {
  const program = programOf(archive, number);
  return (!filters.speaker || archive.speakers[archive.who[number]] === filters.speaker) &&
    (!filters.series || program.series === filters.series) &&
    (!filters.since || program.date >= filters.since) &&
    (!filters.until || (program.date && program.date.slice(0, filters.until.length) <= filters.until));
}

async function answer(archive, fields, output) {
  const typed = fields.get("q") ?? "";
  output.replaceChildren();
  if (!typed.trim()) return;
  const { tiers, forms, unsaid, isWord } = await search(archive, typed);
  const filters = Object.fromEntries(["speaker", "series", "since", "until"].map((name) => [name, fields.get(name)]));
  const kept = tiers.map(({ name, turns }) => ({ name, turns: turns.filter((turn) => isWanted(archive, turn, filters)) }))
    .filter(({ turns }) => turns.length);
  const total = kept.length ? kept[0].turns.length : 0;
  const heading = element("h2", total
    ? `${total.toLocaleString("en")} ${total === 1 ? "turn" : "turns"}${isWord ? "" : `: ${TIERS[kept[0].name]}`}`
    : `Nothing found for ${typed}`, { id: "found", tabindex: "-1" });
  output.append(heading);
  if (unsaid.length) output.append(element("p", `Nobody says ${unsaid.join(", ")}.`, { class: "note" }));
  const order = kept.flatMap(({ name, turns }) => turns.map((turn) => ({ name, turn })));
  let tier = kept[0]?.name;
  let done = 0;
  const more = element("button", "More", { type: "button" });
  const add = async () => {
    for (const next of order.slice(done, done + PAGE)) {
      if (next.name !== tier) output.insertBefore(element("h2", TIERS[tier = next.name]), more);
      output.insertBefore(await shown(archive, next.turn, forms), more);
    }
    done += PAGE;
    more.hidden = done >= order.length;
  };
  output.append(more);
  more.addEventListener("click", add);
  await add();
}

async function start() {
  const form = document.querySelector("form[role=search]");
  const output = document.querySelector("#results");
  if (!form || !output) return;
  form.hidden = false;
  const fields = new URLSearchParams(location.search);
  for (const [name, value] of fields) if (form.elements[name]) form.elements[name].value = value;
  const archive = await opened();
  await answer(archive, fields, output);
  document.documentElement.dataset.ready = "true";
}

if (typeof document !== "undefined") start();
