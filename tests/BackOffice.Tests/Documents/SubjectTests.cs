using BackOffice.Documents.Domain;
using NodaTime;

namespace BackOffice.Tests.Documents;

public sealed class SubjectTests
{
    private static readonly DocumentHeader Header = new()
    {
        Number = "12/A",
        IssueDate = new LocalDate(2026, 1, 31),
        Seller = new("Alfa S.r.l.", "IT", "12345670017"),
        GrossAmount = 1234.50m,
        Currency = "EUR",
    };

    [Fact]
    public void An_invoice_is_entered_by_number_date_seller_and_total()
        => Assert.Equal("Invoice 12/A of 2026-01-31 from Alfa S.r.l., 1234.50 EUR", ProtocolSubject.For(DocumentKind.UblInvoice, Header, "a.xml"));

    [Fact]
    public void A_credit_note_is_told_by_its_code()
        => Assert.StartsWith("Credit note 12/A", ProtocolSubject.For(DocumentKind.FatturaPaPrivate, Header with { TypeCode = "TD04" }, "a.xml"), StringComparison.Ordinal);

    [Fact]
    public void A_lot_says_so()
        => Assert.StartsWith("Invoice 12/A and 2 more of", ProtocolSubject.For(DocumentKind.FatturaPaPublic, Header with { BodyCount = 3 }, "a.xml"), StringComparison.Ordinal);

    [Fact]
    public void What_is_missing_is_left_out()
        => Assert.Equal("Order without number", ProtocolSubject.For(DocumentKind.Order, new(), "a.xml"));

    [Theory]
    [InlineData("../../etc/passwd.pdf", "PDF document (passwd.pdf)")]
    [InlineData("c:\\temp\\scan.pdf", "PDF document (scan.pdf)")]
    [InlineData("a\r\nb\u202Egpj.pdf", "PDF document (a b gpj.pdf)")]
    public void A_file_name_cannot_play_tricks(string name, string subject)
        => Assert.Equal(subject, ProtocolSubject.For(DocumentKind.Pdf, null, name));

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        string subject = ProtocolSubject.For(DocumentKind.UblInvoice, Header with { Seller = new(string.Concat(Enumerable.Repeat("😀", 300)), null, null) }, "a");

        Assert.EndsWith("😀…", subject, StringComparison.Ordinal);
        Assert.InRange(subject.Length, ProtocolSubject.MaxLength - 3, ProtocolSubject.MaxLength);
    }
}
