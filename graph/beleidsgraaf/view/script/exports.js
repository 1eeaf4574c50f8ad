// What is shown, to take away: as Turtle, as CSV, and as the SPARQL query that gives the same from an endpoint.

import { by, core, entities, iri, isDenied, isFact, label, more, sentence, statements } from "./graph.js";
import { state } from "./state.js";

const BG = "https://w3id.org/beleidsgraaf/def#";
const PREFIXES = {
  bg: BG,
  nif: "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
  prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  dcterms: "http://purl.org/dc/terms/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

const ref = (address) => `<${address.replace(/[\u0000-\u0020<>"{}|\\^`]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}>`;
const entityRef = (entity) => ref(iri(entities.iri[entity]));
const string = (text) =>
  `"${text.replace(/[\\"\n\r\t\b\f]/g, (sign) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" })[sign])}"`;
const dutch = (text) => `${string(text)}@nl`;

const TIMES = { 4: "gYear", 7: "gYearMonth", 10: "date" };

function evidenceRef(row) {
  const begin = statements.begin[row];
  return ref(`${iri(core.documents[statements.document[row]].iri)}#offset_${begin}_${begin + statements.length[row]}`);
}

function statementTurtle(row) {
  const { claim, to = [], role, time, timeText } = more(row);
  const object = statements.object[row];
  const pairs = [
    ["a", "bg:Statement"],
    ["rdf:subject", entityRef(statements.subject[row])],
    ["rdf:predicate", ref(core.properties[statements.property[row]].iri)],
    ["rdf:object", object >= 0 && entityRef(object)],
    ["bg:claim", claim && dutch(claim)],
    ["bg:modality", `bg:${core.modalities[statements.modality[row]].name}`],
    ["bg:polarity", isDenied(row) ? "bg:Negative" : "bg:Positive"],
    ["bg:attributedTo", by(row).map(entityRef).join(", ")],
    ["bg:recipient", to.map(entityRef).join(", ")],
    ["bg:role", role && dutch(role)],
    ["bg:time", time && (TIMES[time.length] ? `${string(time)}^^xsd:${TIMES[time.length]}` : string(time))],
    ["bg:timeText", timeText && dutch(timeText)],
    ["bg:confidence", `${string(String(statements.confidence[row]))}^^xsd:decimal`],
    ["prov:wasDerivedFrom", statements.document[row] >= 0 && evidenceRef(row)],
  ];
  return `${ref(iri(statements.iri[row]))} ${pairs.filter(([, value]) => value).map((pair) => pair.join(" ")).join(" ;\n    ")} .\n`;
}

/** Statements as Turtle: their entities, what holds as a fact, and each statement with its evidence. */
export function toTurtle(list) {
  const head = Object.entries(PREFIXES).map(([prefix, address]) => `@prefix ${prefix}: <${address}> .`);
  const named = [...new Set(list.flatMap((row) => [statements.subject[row], statements.object[row], ...by(row), ...(more(row).to ?? [])]))].filter((entity) => entity >= 0).sort((one, two) => one - two);
  const described = named.map((entity) => `${entityRef(entity)} a bg:${core.kinds[entities.kind[entity]].name} ; skos:prefLabel ${dutch(entities.label[entity])} .`);
  const facts = [
    ...new Set(
      list
        .filter((row) => isFact(row) && statements.object[row] >= 0)
        .map((row) => `${entityRef(statements.subject[row])} ${ref(core.properties[statements.property[row]].iri)} ${entityRef(statements.object[row])} .`),
    ),
  ];
  const sentences = new Map(list.filter((row) => statements.document[row] >= 0).map((row) => [evidenceRef(row), row]));
  const evidence = [...sentences].map(
    ([address, row]) => `${address} nif:referenceContext ${ref(iri(core.documents[statements.document[row]].iri))} ; nif:anchorOf ${string(sentence(row))} .`,
  );
  return [...head, "", ...described, "", ...facts, "", ...list.map(statementTurtle), ...evidence, ""].join("\n");
}

/** A cell of CSV; a sign that a spreadsheet would take for a formula is disarmed with an apostrophe (OWASP, CSV Injection). */
function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Statements as CSV (RFC 4180), with names and IRIs. */
export function toCsv(list) {
  const head = ["subject", "property", "object", "claim", "modality", "polarity", "attributedTo", "recipient", "role", "time", "confidence", "document", "issued", "sentence", "subjectIri", "propertyIri", "objectIri", "statementIri"];
  const body = list.map((row) => {
    const { claim = "", to = [], role = "", time = "" } = more(row);
    const object = statements.object[row];
    const home = core.documents[statements.document[row]] ?? {};
    const names = (ids) => ids.map((entity) => entities.label[entity]).join("; ");
    return [
      entities.label[statements.subject[row]], label(core.properties[statements.property[row]]), object >= 0 ? entities.label[object] : "", claim,
      core.modalities[statements.modality[row]].name, isDenied(row) ? "Negative" : "Positive", names(by(row)), names(to), role, time,
      statements.confidence[row], home.title || home.name || "", home.issued ?? "", sentence(row),
      iri(entities.iri[statements.subject[row]]), core.properties[statements.property[row]].iri, object >= 0 ? iri(entities.iri[object]) : "", iri(statements.iri[row]),
    ];
  });
  return [head, ...body].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Conditions of the filters in use. */
function conditions() {
  const { filters } = state;
  const lines = [];
  const several = (numbers, make) => numbers.map(make).join(", ");
  if (filters.only >= 0) lines.push(`FILTER(?subject = ${entityRef(filters.only)} || ?object = ${entityRef(filters.only)})`);
  if (filters.document >= 0) lines.push(`FILTER(?document = ${ref(iri(core.documents[filters.document].iri))})`);
  if (filters.modalities.length) lines.push(`FILTER(?modality NOT IN (${several(filters.modalities, (number) => `bg:${core.modalities[number].name}`)}))`);
  if (filters.quoted) lines.push("FILTER NOT EXISTS { ?statement bg:attributedTo ?anybody }");
  if (filters.denied) lines.push("FILTER(?polarity != bg:Negative)");
  if (filters.properties.length) lines.push(`FILTER(?property NOT IN (${several(filters.properties, (number) => ref(core.properties[number].iri))}))`);
  for (const number of filters.kinds) {
    lines.push(`FILTER NOT EXISTS { ?subject a bg:${core.kinds[number].name} }`, `FILTER NOT EXISTS { ?statement rdf:object/a bg:${core.kinds[number].name} }`);
  }
  if (filters.confidence) lines.push(`FILTER(?confidence >= ${filters.confidence})`);
  if (filters.from || filters.until) {
    lines.push("OPTIONAL { ?statement bg:time ?time }", "OPTIONAL { ?document dcterms:issued ?issued }");
    lines.push("BIND(xsd:integer(SUBSTR(STR(COALESCE(?time, ?issued)), 1, 4)) AS ?year)");
    if (filters.from) lines.push(`FILTER(?year >= ${filters.from})`);
    if (filters.until) lines.push(`FILTER(?year <= ${filters.until})`);
  }
  const words = filters.text.trim().toLowerCase();
  if (words) {
    lines.push("OPTIONAL { ?statement bg:attributedTo/skos:prefLabel ?speaker }");
    lines.push(`FILTER(CONTAINS(LCASE(CONCAT(?subjectLabel, "\\n", COALESCE(?objectLabel, ""), "\\n", COALESCE(?claim, ""), "\\n", COALESCE(?speaker, ""), "\\n", ?sentence)), ${string(words)}))`);
  }
  return lines;
}

/** The query that gives what the filters leave. */
export function toSparql() {
  const used = Object.entries(PREFIXES).map(([prefix, address]) => `PREFIX ${prefix}: <${address}>`);
  const body = [
    "?statement a bg:Statement ; rdf:subject ?subject ; rdf:predicate ?property ;",
    "  bg:modality ?modality ; bg:polarity ?polarity ; bg:confidence ?confidence ; prov:wasDerivedFrom ?evidence .",
    "?evidence nif:referenceContext ?document ; nif:anchorOf ?sentence .",
    "?subject skos:prefLabel ?subjectLabel .",
    "OPTIONAL { ?statement rdf:object ?object . ?object skos:prefLabel ?objectLabel }",
    "OPTIONAL { ?statement bg:claim ?claim }",
    ...conditions(),
  ];
  const columns = "?statement ?subject ?subjectLabel ?property ?object ?objectLabel ?claim ?modality ?polarity ?confidence ?document ?sentence";
  return `${used.join("\n")}\n\nSELECT DISTINCT ${columns}\nWHERE {\n${body.map((line) => `  ${line}`).join("\n")}\n}\nORDER BY ?document ?evidence ?statement\n`;
}
