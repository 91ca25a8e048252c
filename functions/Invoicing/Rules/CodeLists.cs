namespace BackOffice.Invoicing.Rules;

/// <summary>The code lists that invoices are judged by, each loaded once. UBL and CII differ in a few, as their published rules do.</summary>
internal static class CodeLists
{
    public static CodeList Currencies { get; } = CodeList.Load("iso4217");

    public static CodeList Countries { get; } = CodeList.Load("iso3166");

    public static CodeList CountriesInCii { get; } = CodeList.Load("iso3166-cii");

    public static CodeList InvoiceTypes { get; } = CodeList.Load("untdid1001-invoice");

    public static CodeList CreditNoteTypes { get; } = CodeList.Load("untdid1001-creditnote");

    public static CodeList DocumentTypes { get; } = CodeList.Load("untdid1001");

    public static CodeList TaxPoints { get; } = CodeList.Load("untdid2005");

    public static CodeList TaxPointsInCii { get; } = CodeList.Load("untdid2475");

    public static CodeList References { get; } = CodeList.Load("untdid1153");

    public static CodeList NoteSubjects { get; } = CodeList.Load("untdid4451");

    public static CodeList NoteSubjectsInCii { get; } = CodeList.Load("untdid4451-cii");

    public static CodeList IdentifierSchemes { get; } = CodeList.Load("iso6523");

    public static CodeList Classifications { get; } = CodeList.Load("untdid7143");

    public static CodeList PaymentMeans { get; } = CodeList.Load("untdid4461");

    public static CodeList VatCategories { get; } = CodeList.Load("untdid5305");

    public static CodeList AllowanceReasons { get; } = CodeList.Load("untdid5189");

    public static CodeList ChargeReasons { get; } = CodeList.Load("untdid7161");

    public static CodeList Exemptions { get; } = CodeList.Load("vatex");

    public static CodeList Units { get; } = CodeList.Load("units");

    public static CodeList MimeTypes { get; } = CodeList.Load("mime");

    public static CodeList AddressSchemes { get; } = CodeList.Load("eas");

    public static CodeList PeppolAddressSchemes { get; } = CodeList.Load("peppol-eas");

    public static CodeList PeppolCurrencies { get; } = CodeList.Load("peppol-iso4217");

    public static CodeList PeppolInvoiceTypes { get; } = CodeList.Load("peppol-invoice-types");

    public static CodeList PeppolCreditNoteTypes { get; } = CodeList.Load("peppol-creditnote-types");

    public static CodeList RomanianCounties { get; } = CodeList.Load("ro-counties");

    public static CodeList SectorsOfBucharest { get; } = CodeList.Load("ro-sectors");
}
