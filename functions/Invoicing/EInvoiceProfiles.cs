using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>Which rules judge which documents.</summary>
internal static class EInvoiceProfiles
{
    private const string PeppolBilling = "urn:fdc:peppol.eu:2017:poacc:billing:3.0";
    private const string CiusRo = "urn:efactura.mfinante.ro:CIUS-RO:";

    private static readonly ElementPath UblSpecification = ElementPath.Of("cbc:CustomizationID");
    private static readonly ElementPath CiiSpecification = ElementPath.Of("rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID");

    /// <summary>
    /// The profile that a document names (BT-24, else its namespace). Null for what is no invoice, and for profiles of Factur-X
    /// that leave out what EN 16931 asks for: those cannot be judged by it.
    /// </summary>
    public static Profile? Of(RawNode root, EInvoiceFormat format) => format switch
    {
        EInvoiceFormat.UblInvoice or EInvoiceFormat.UblCreditNote => OfUbl(UblSpecification.ValueIn(root)),
        EInvoiceFormat.Cii => FacturXProfiles.IsBelowEn16931(FacturXProfileOf(root)) ? null : Profile.En16931,
        EInvoiceFormat.FatturaPa => Profile.FatturaPa,
        EInvoiceFormat.Ksef or EInvoiceFormat.KsefFlatRate => Profile.Ksef,
        _ => null,
    };

    public static FacturXProfile FacturXProfileOf(RawNode root) => FacturXProfiles.Of(CiiSpecification.ValueIn(root));

    /// <summary>KSeF takes UBL as well (PEF), and judges it by its schema alone.</summary>
    public static bool Judges(Profile profile, EInvoiceFormat format) => profile switch
    {
        Profile.FatturaPa => format == EInvoiceFormat.FatturaPa,
        Profile.Ksef => format is EInvoiceFormat.Ksef or EInvoiceFormat.KsefFlatRate || IsPef(profile, format),
        _ => format is EInvoiceFormat.UblInvoice or EInvoiceFormat.UblCreditNote or EInvoiceFormat.Cii,
    };

    public static bool IsPef(Profile? profile, EInvoiceFormat format) => profile == Profile.Ksef && (format is EInvoiceFormat.UblInvoice or EInvoiceFormat.UblCreditNote);

    private static Profile OfUbl(string specification)
        => specification.Contains(CiusRo, StringComparison.Ordinal) ? Profile.CiusRo
            : specification.Contains(PeppolBilling, StringComparison.Ordinal) ? Profile.Peppol
            : Profile.En16931;
}
