using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Ksef;
using NodaTime;

namespace BackOffice.Invoicing.Ksef;

public sealed class KsefReceiptTests
{
    [Fact]
    public void A_receipt_says_which_invoices_got_which_numbers_and_when()
    {
        var read = KsefReceipts.Read(KsefSamples.Root(KsefSamples.Receipt))!;
        var entry = Assert.Single(read.Receipt.Invoices);

        Assert.Empty(read.NotCarried);
        Assert.Equal((KsefContextKind.Nip, "5265877635"), (read.Receipt.ContextKind, read.Receipt.Context));
        Assert.Equal(new KsefReceiptPage { Number = 1, Pages = 2, From = 1, To = 3, Invoices = 4 }, read.Receipt.Page);
        Assert.Equal(("5265877635-20250826-0100001AF629-AF", "FV/17/2026", new LocalDate(2026, 3, 2)), (entry.KsefNumber, entry.InvoiceNumber, entry.IssueDate));
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 8, 20, 1), entry.NumberedAt);
        Assert.Equal(Duration.FromMilliseconds(500), entry.NumberedAt - entry.SentAt);
        Assert.True(entry.IsOffline);
    }

    [Fact]
    public void A_receipt_is_of_the_bytes_that_were_sent_and_of_no_others()
    {
        var entry = KsefReceipts.Read(KsefSamples.Root(KsefSamples.Receipt))!.Receipt.Invoices[0]; // its hash is that of "abc", FIPS 180-2

        Assert.True(entry.IsOf("abc"u8));
        Assert.False(entry.IsOf("abd"u8));
    }

    [Fact]
    public void What_is_no_time_is_not_carried_and_another_document_is_no_receipt()
    {
        var read = KsefReceipts.Read(KsefSamples.Root(KsefSamples.Receipt.Replace("2026-03-02T08:20:01Z", "2026-02-31T08:20:01Z", StringComparison.Ordinal)))!;

        Assert.Null(read.Receipt.Invoices[0].NumberedAt);
        Assert.Equal("/Potwierdzenie/Dokument/DataNadaniaNumeruKSeF", Assert.Single(read.NotCarried).Path);
        Assert.Null(KsefReceipts.Read(KsefSamples.Root(KsefSamples.Fa3)));
    }
}
