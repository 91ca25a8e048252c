using System.Collections.Frozen;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>
/// One XML format: its root, where its header fields are, and what it is once they are read (KindOf), which tells apart what
/// shares a root, such as FPA12 and FPR12, and ends the draft.
/// </summary>
internal sealed record DocumentFormat(string Namespace, string Root, FieldMap Map, Func<HeaderDraft, DocumentKind> KindOf);

/// <summary>The table of formats.</summary>
internal static class DocumentFormats
{
    private static readonly FrozenDictionary<(string Namespace, string Root), DocumentFormat> Table =
        new[]
        {
            UblHeaderReader.Formats,
            CiiHeaderReader.Formats,
            FatturaPaHeaderReader.Formats,
            KsefHeaderReader.Formats,
            KsefReceiptReader.Formats,
            SdiNoticeReader.Formats,
        }
        .SelectMany(formats => formats)
        .ToFrozenDictionary(format => (format.Namespace, format.Root));

    /// <summary>The format with exactly this root, or null.</summary>
    public static DocumentFormat? Find(string rootNamespace, string rootName) => Table.GetValueOrDefault((rootNamespace, rootName));

    /// <summary>What a document without a header table is.</summary>
    public static DocumentKind KindWithoutHeader(string rootNamespace)
    {
        const string Iso20022 = "urn:iso:std:iso:20022:tech:xsd:";
        return rootNamespace switch
        {
            _ when rootNamespace.StartsWith(Iso20022 + "camt.05", StringComparison.Ordinal) => DocumentKind.BankStatement,
            _ when rootNamespace.StartsWith(Iso20022 + "pain.00", StringComparison.Ordinal) => DocumentKind.PaymentOrder,
            _ => DocumentKind.OtherXml,
        };
    }
}
