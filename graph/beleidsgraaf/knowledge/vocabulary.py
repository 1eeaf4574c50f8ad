"""The closed namespace ``bg:`` and the prefixes in use; a test holds ``bg:`` against the terms of ``ontology/beleidsgraaf.ttl``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pyoxigraph import NamedNode

from beleidsgraaf.errors import KnowledgeError

BASE = "https://w3id.org/beleidsgraaf"
"""Base IRI of the ontology and the register."""

BG_IRI = f"{BASE}/def#"
"""Namespace of the ontology."""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "bg": BG_IRI,
        "cpsv": "http://purl.org/vocab/cpsv#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "decomp": "http://www.w3.org/ns/lemon/decomp#",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
        "lex": f"{BASE}/lexicon#",
        "lexicog": "http://www.w3.org/ns/lemon/lexicog#",
        "lexinfo": "http://www.lexinfo.net/ontology/3.0/lexinfo#",
        "m8g": "http://data.europa.eu/m8g/",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "ontolex": "http://www.w3.org/ns/lemon/ontolex#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "skosxl": "http://www.w3.org/2008/05/skos-xl#",
        "synsem": "http://www.w3.org/ns/lemon/synsem#",
        "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
        "vann": "http://purl.org/vocab/vann/",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefix and namespace of every vocabulary in use, sorted by prefix."""


@cache
def term(curie: str) -> NamedNode:
    """Return the IRI that a prefixed name stands for.

    Args:
        curie: prefix and local name, ``skos:prefLabel``.

    Returns:
        The term.

    Raises:
        KnowledgeError: the prefix is not one of ``PREFIXES``.

    >>> term("org:member").value
    'http://www.w3.org/ns/org#member'
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise KnowledgeError(f"{curie!r} has no prefix in use; expected one of {', '.join(PREFIXES)}.", terms=(curie,))
    return NamedNode(PREFIXES[prefix] + local)


class _Terms:
    """A namespace with declared terms only: a misspelt one is an AttributeError, and an error of the type checker."""

    def __init__(self, namespace: str) -> None:
        for name in type(self).__annotations__:
            setattr(self, name, NamedNode(namespace + name))


class _BG(_Terms):
    """The terms of ``bg:``, in the order of the ontology."""

    Entity: NamedNode
    Actor: NamedNode
    Organization: NamedNode
    PublicOrganization: NamedNode
    CentralGovernment: NamedNode
    Ministry: NamedNode
    Directorate: NamedNode
    Province: NamedNode
    Municipality: NamedNode
    WaterAuthority: NamedNode
    CaribbeanPublicBody: NamedNode
    LocalCouncil: NamedNode
    Agency: NamedNode
    IndependentAuthority: NamedNode
    AuthorityCluster: NamedNode
    Inspectorate: NamedNode
    AdvisoryCouncil: NamedNode
    HighCouncil: NamedNode
    Parliament: NamedNode
    ParliamentaryCommittee: NamedNode
    Court: NamedNode
    PoliceForce: NamedNode
    IntelligenceService: NamedNode
    CollaborationBody: NamedNode
    ConsultativeBody: NamedNode
    ProfessionalBody: NamedNode
    ResearchInstitute: NamedNode
    EducationalInstitution: NamedNode
    StandardsBody: NamedNode
    Association: NamedNode
    Foundation: NamedNode
    Cooperative: NamedNode
    Company: NamedNode
    CivilSocietyOrganization: NamedNode
    HealthcareOrganization: NamedNode
    PoliticalParty: NamedNode
    MediaOrganization: NamedNode
    ProjectOrganization: NamedNode
    State: NamedNode
    EUInstitution: NamedNode
    InternationalOrganization: NamedNode
    Person: NamedNode
    ActorGroup: NamedNode
    Policy: NamedNode
    LegalInstrument: NamedNode
    Law: NamedNode
    Bill: NamedNode
    Decree: NamedNode
    MinisterialRegulation: NamedNode
    LocalRegulation: NamedNode
    EURegulation: NamedNode
    EUDirective: NamedNode
    Treaty: NamedNode
    Strategy: NamedNode
    Agenda: NamedNode
    Vision: NamedNode
    Plan: NamedNode
    Programme: NamedNode
    Manifesto: NamedNode
    Agreement: NamedNode
    Guideline: NamedNode
    NormFramework: NamedNode
    CodeOfConduct: NamedNode
    StandardsList: NamedNode
    Report: NamedNode
    Letter: NamedNode
    Motion: NamedNode
    Budget: NamedNode
    Subsidy: NamedNode
    System: NamedNode
    PublicService: NamedNode
    AuthenticationService: NamedNode
    AuthorizationService: NamedNode
    Portal: NamedNode
    MessageService: NamedNode
    ServicePoint: NamedNode
    IdentificationMeans: NamedNode
    Wallet: NamedNode
    Identifier: NamedNode
    Register: NamedNode
    BaseRegister: NamedNode
    Catalogue: NamedNode
    Website: NamedNode
    Application: NamedNode
    Software: NamedNode
    API: NamedNode
    Network: NamedNode
    ExchangeFacility: NamedNode
    Infrastructure: NamedNode
    TrustFramework: NamedNode
    Standard: NamedNode
    ReferenceArchitecture: NamedNode
    DesignSystem: NamedNode
    Algorithm: NamedNode
    Dataset: NamedNode
    Theme: NamedNode
    Event: NamedNode
    Election: NamedNode
    Crisis: NamedNode
    Conference: NamedNode
    Incident: NamedNode
    drafts: NamedNode
    adopts: NamedNode
    publishes: NamedNode
    announces: NamedNode
    proposes: NamedNode
    supports: NamedNode
    opposes: NamedNode
    implements: NamedNode
    compliesWith: NamedNode
    manages: NamedNode
    responsibleFor: NamedNode
    founds: NamedNode
    appoints: NamedNode
    organizes: NamedNode
    participatesIn: NamedNode
    develops: NamedNode
    introduces: NamedNode
    uses: NamedNode
    provides: NamedNode
    finances: NamedNode
    supervises: NamedNode
    regulates: NamedNode
    evaluates: NamedNode
    advises: NamedNode
    informs: NamedNode
    helps: NamedNode
    collaboratesWith: NamedNode
    partOf: NamedNode
    represents: NamedNode
    holdsPositionAt: NamedNode
    replaces: NamedNode
    connectsTo: NamedNode
    exchangesDataWith: NamedNode
    basedOn: NamedNode
    concerns: NamedNode
    appliesTo: NamedNode
    enables: NamedNode
    requires: NamedNode
    amends: NamedNode
    repeals: NamedNode
    protects: NamedNode
    states: NamedNode
    Statement: NamedNode
    Modality: NamedNode
    Polarity: NamedNode
    FindingMethod: NamedNode
    Cue: NamedNode
    Abbreviation: NamedNode
    Asserted: NamedNode
    Obligation: NamedNode
    Intention: NamedNode
    Possibility: NamedNode
    Recommendation: NamedNode
    Positive: NamedNode
    Negative: NamedNode
    FoundByRegister: NamedNode
    FoundByAbbreviation: NamedNode
    FoundByPattern: NamedNode
    FoundByModel: NamedNode
    FoundByCoreference: NamedNode
    Condition: NamedNode
    modality: NamedNode
    polarity: NamedNode
    attributedTo: NamedNode
    recipient: NamedNode
    frame: NamedNode
    trigger: NamedNode
    subjectMention: NamedNode
    objectMention: NamedNode
    foundBy: NamedNode
    parent: NamedNode
    role: NamedNode
    time: NamedNode
    timeText: NamedNode
    confidence: NamedNode
    claim: NamedNode
    validFrom: NamedNode
    validUntil: NamedNode
    verified: NamedNode
    caseSensitive: NamedNode
    needsSupport: NamedNode
    inverseLabel: NamedNode
    joinsSameKind: NamedNode


BG = _BG(BG_IRI)
"""The terms of the ontology: ``BG.manages``."""

BG_NAMES: tuple[str, ...] = tuple(sorted(_BG.__annotations__))
"""Local names of all terms of the ontology."""
