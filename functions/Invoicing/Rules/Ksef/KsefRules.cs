using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>
/// What can be said of an invoice of KSeF from the file alone, beyond its schema. KSeF publishes no such rules: the ids are ours, the
/// reasons are the VAT act, the remarks in the schema FA(3) and the ministry's description of its checks.
/// </summary>
internal static class KsefRules
{
    public static IReadOnlyList<Rule<KsefInvoice>> All { get; } =
    [
        .. PartyRules.All,
        .. AmountRules.All,
        .. NumberRules.All,
        .. AnnotationRules.All,
    ];

    /// <summary>Checks FA(3) and FA(2) whole, and the numbers of FA_RR; any other document has no finding.</summary>
    public static void Check(RawNode root, Report report)
    {
        switch (KsefKinds.Of(root))
        {
            case KsefKind.Fa3 or KsefKind.Fa2:
                report.Run(All, new KsefInvoice(root));
                break;
            case KsefKind.FlatRate:
                report.Run(NumberRules.All, new KsefInvoice(root));
                break;
        }
    }
}
