"""Who sits in the bodies of the example, by organisation and function.

The documents name the bodies and no members: every function here is practice, and says so by its
name. Two of them are held by the example's secretary of ACC and MCC, one by that of the Catshuis,
the others by nobody, so that what is sent goes to the functional mailbox of the organisation.
"""

from ..models import MemberRole

CHAIR, SECRETARY, MEMBER = MemberRole.CHAIR, MemberRole.SECRETARY, MemberRole.MEMBER
HOLDER = "secretaris.mcc"
CATSHUIS = "secretaris.catshuis"
PRACTICE = " (oefentekst)", " (practice text)"

# code of the post, name in Dutch and English, organisation, who holds it
FUNCTIONS = (
    ("secretaris-mcc", "secretaris MCC", "secretary MCC", "NCTV", HOLDER),
    ("secretaris-acc", "secretaris ACC", "secretary ACC", "NCTV", HOLDER),
    ("secretaris-bwo", "secretaris BWO", "secretary BWO", "VWS", ""),
    ("secretaris-catshuis", "secretaris Catshuis", "secretary Catshuis", "AZ", CATSHUIS),
    ("secretaris-vb", "secretaris VB", "secretary VB", "NCTV", ""),
    ("minister-president", "minister-president", "prime minister", "AZ", ""),
    ("minister-jenv", "minister van JenV", "minister of JenV", "JenV", ""),
    ("minister-bzk", "minister van BZK", "minister of BZK", "BZK", ""),
    ("minister-fin", "minister van FIN", "minister of FIN", "FIN", ""),
    ("minister-szw", "minister van SZW", "minister of SZW", "SZW", ""),
    ("minister-ezk", "minister van EZK", "minister of EZK", "EZK", ""),
    ("minister-ocw", "minister van OCW", "minister of OCW", "OCW", ""),
    ("voorzitter-acc", "voorzitter ACC", "chair ACC", "NCTV", ""),
    ("raadadviseur-az", "raadadviseur AZ", "adviser AZ", "AZ", ""),
    ("dg-vws", "directeur-generaal VWS", "director-general VWS", "VWS", ""),
    ("dg-jenv", "directeur-generaal JenV", "director-general JenV", "JenV", ""),
    ("dg-bzk", "directeur-generaal BZK", "director-general BZK", "BZK", ""),
    ("dg-fin", "directeur-generaal FIN", "director-general FIN", "FIN", ""),
    ("dg-szw", "directeur-generaal SZW", "director-general SZW", "SZW", ""),
    ("dg-ezk", "directeur-generaal EZK", "director-general EZK", "EZK", ""),
    ("dg-ocw", "directeur-generaal OCW", "director-general OCW", "OCW", ""),
    ("voorzitter-vb", "voorzitter Veiligheidsberaad", "chair of the council", "NCTV", ""),
)

# body: who chairs, who is its secretary, who else
SITTING = {
    "MCC": (
        "minister-president",
        "secretaris-mcc",
        (
            "minister-vws",
            "minister-jenv",
            "minister-bzk",
            "minister-fin",
            "minister-szw",
            "minister-ezk",
            "minister-ocw",
        ),
    ),
    "ACC": (
        "voorzitter-acc",
        "secretaris-acc",
        (
            "raadadviseur-az",
            "dg-vws",
            "dg-jenv",
            "dg-bzk",
            "dg-fin",
            "dg-szw",
            "dg-ezk",
            "dg-ocw",
        ),
    ),
    "BWO": ("minister-vws", "secretaris-bwo", ("minister-jenv", "minister-bzk")),
    "Catshuis": (
        "minister-president",
        "secretaris-catshuis",
        ("minister-vws", "minister-jenv", "minister-bzk", "minister-fin"),
    ),
    "VB": ("voorzitter-vb", "secretaris-vb", ("minister-jenv", "minister-vws")),
}


def rows_of(code: str) -> list[tuple[str, MemberRole]]:
    """The posts that sit in a body, each with its role."""
    chair, secretary, others = SITTING[code]
    return [(chair, CHAIR), (secretary, SECRETARY), *((post, MEMBER) for post in others)]
