namespace BackOffice.Invoicing.Rules.CiusRo;

/// <summary>
/// The rules that Romania's CIUS-RO (1.0.1, rules 1.0.9) adds to EN 16931 in UBL. Those of the published file that can never be broken as they
/// are written there (BR-RO-A051, A052, L1019, BR-DEC-RO-13, 15, 23) are left out, since ANAF does not raise them either.
/// </summary>
internal static class CiusRoRules
{
    public static IReadOnlyList<ElementRule> All { get; } =
    [
        .. CiusRoDocumentRules.All, .. CiusRoAddressRules.All, .. CiusRoLengthRules.All, .. CiusRoDecimalRules.All,
        Dates.Rule("BR-RO-DT001", "BT-2", "cbc:IssueDate"),
        Dates.Rule("BR-RO-DT002", "BT-7", "cbc:TaxPointDate"),
        Dates.Rule("BR-RO-DT003", "BT-9", "cbc:DueDate"),
        Dates.Rule("BR-RO-DT003_CN", "BT-9", "cbc:PaymentDueDate"),
        Dates.Rule("BR-RO-DT004", "BT-72", "cbc:ActualDeliveryDate"),
        Dates.Rule("BR-RO-DT005", "BT-73", "cbc:StartDate"),
        Dates.Rule("BR-RO-DT006", "BT-74", "cbc:EndDate"),
    ];
}
