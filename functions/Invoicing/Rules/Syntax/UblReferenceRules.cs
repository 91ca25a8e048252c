using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>How UBL documents refer to other documents, and a few things they have in one form only (UBL-SR, UBL-CR).</summary>
internal static class UblReferenceRules
{
    /// <summary>UNTDID 1001: the object that is invoiced.</summary>
    private const string Object = "130";

    /// <summary>UNTDID 1001: the project, on a credit note, which has no place of its own for it.</summary>
    private const string Project = "50";

    private static readonly ElementPath References = ElementPath.Of("cac:AdditionalDocumentReference");
    private static readonly ElementPath Type = ElementPath.Of("cbc:DocumentTypeCode");
    private static readonly ElementPath Id = ElementPath.Of("cbc:ID");
    private static readonly ElementPath PrecedingNumber = ElementPath.Of("cac:InvoiceDocumentReference/cbc:ID");
    private static readonly ElementPath Version = ElementPath.Of("cbc:UBLVersionID");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("UBL-SR-04", "BT-18", "/", OneObject),
        new("UBL-SR-07", "BT-25", "cac:BillingReference", PrecedingHasNumber),
        new("UBL-SR-43", "BG-24", "cac:AdditionalDocumentReference", OnlyObjectHasType),
        new("UBL-CR-002", "UBLVersionID", "/", VersionIsTwoOne) { Severity = Severity.Warning },
        new("UBL-CR-665", "BT-122", "cac:AdditionalDocumentReference", OnlyObjectHasScheme) { Severity = Severity.Warning },
        NotOnObject("UBL-CR-666", "cac:Attachment"),
        NotOnObject("UBL-CR-673", "cbc:DocumentDescription"),
    ];

    private static void OneObject(RawNode document, Report report)
    {
        var count = 0;
        foreach (var reference in References.All(document))
        {
            foreach (var id in Type.Says(reference, Object) ? Id.All(reference) : [])
            {
                report.Unless(++count != 2, id, $"There is a second invoiced object, {id}.");
            }
        }
    }

    private static void PrecedingHasNumber(RawNode reference, Report report)
        => report.Unless(PrecedingNumber.IsIn(reference), reference, "The reference to a preceding invoice has no number.");

    private static void OnlyObjectHasType(RawNode reference, Report report)
    {
        var isTyped = Type.Says(reference, Object) || (Type.Says(reference, Project) && reference.Root.Is(Vocabulary.UblCreditNote, "CreditNote"));
        report.Unless(isTyped || (!Type.IsIn(reference) && !HasScheme(reference)), reference, $"A supporting document ({Id.ValueIn(reference)}) has neither a type ({Type.ValueIn(reference)}) nor a scheme.");
    }

    private static bool HasScheme(RawNode reference)
    {
        foreach (var id in Id.All(reference))
        {
            if (id.Attribute("schemeID") is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static void VersionIsTwoOne(RawNode document, Report report)
        => report.Unless(!Version.IsIn(document) || Version.Says(document, "2.1"), document, $"The version of UBL is 2.1, not {Version.ValueIn(document)}.");

    private static void OnlyObjectHasScheme(RawNode reference, Report report)
    {
        foreach (var id in IsOfOtherType(reference) ? Id.All(reference) : [])
        {
            report.Unless(id.Attribute("schemeID") is null, id, $"The identifier of a supporting document ({id}) has no scheme.");
        }
    }

    // Of several types, one that is not the object's is enough.
    private static bool IsOfOtherType(RawNode reference)
    {
        foreach (var type in Type.All(reference))
        {
            if (type.Text != Object)
            {
                return true;
            }
        }

        return !Type.IsIn(reference);
    }

    private static ElementRule NotOnObject(string id, string name)
    {
        var path = ElementPath.Of(name);
        return new(id, "BT-18", "cac:AdditionalDocumentReference", (reference, report) =>
        {
            if (path.First(reference) is { } element && Type.Says(reference, Object))
            {
                report.Broken(element, $"The invoiced object ({Id.ValueIn(reference)}) has no {name}.");
            }
        });
    }
}
