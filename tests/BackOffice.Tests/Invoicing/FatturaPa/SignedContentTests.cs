using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Tests.Documents;

namespace BackOffice.Invoicing.FatturaPa;

public sealed class SignedContentTests
{
    private static readonly byte[] Invoice = InvoicingSamples.Read("fatturapa-everything.xml");
    private static readonly byte[] Envelope = Samples.Signed(Invoice);

    public static TheoryData<string, byte[]> Whole => new()
    {
        { "no envelope", Invoice },
        { "DER", Envelope },
        { "indefinite length", Samples.WithOpenLengths(Envelope) },
        { "Base64", Samples.Base64Lines(Envelope) },
        { "Base64 with a mark", [0xEF, 0xBB, 0xBF, .. Samples.Base64Lines(Envelope)] },
        { "twice", Samples.Signed(Envelope) },
        { "with a mark inside", Samples.Signed([0xEF, 0xBB, 0xBF, .. Invoice]) },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void What_is_inside_is_read(string kind, byte[] content)
        => Assert.True(SignedContent.Read(content, RawLimits.Default).Root?.Is(Vocabulary.FatturaPa, "FatturaElettronica"), kind);

    [Fact]
    public void A_changed_content_is_refused_though_its_XML_is_in_plain_sight()
    {
        var changed = (byte[])Envelope.Clone();
        var at = changed.AsSpan().IndexOf("1475.30"u8);
        changed[at] = (byte)'9';
        Assert.Equal(RawRefusal.BrokenEnvelope, SignedContent.Read(changed, RawLimits.Default).Refusal);
        Assert.Equal(RawRefusal.BrokenEnvelope, SignedContent.Read(Samples.Base64Lines(changed), RawLimits.Default).Refusal);
    }

    [Fact]
    public void A_damaged_envelope_is_refused_as_such_even_where_it_is_no_longer_known_for_one()
    {
        Assert.Equal(RawRefusal.BrokenEnvelope, SignedContent.Read(Envelope.AsMemory(0, Envelope.Length / 2), RawLimits.Default).Refusal);
        byte[] unknown = [.. Envelope[..4], 0xFF, .. Envelope[5..]];
        Assert.Equal(RawRefusal.BrokenEnvelope, SignedContent.Read(unknown, RawLimits.Default).Refusal);
        Assert.Equal(RawRefusal.BrokenEnvelope, SignedContent.Read(Samples.Base64Lines(unknown), RawLimits.Default).Refusal);
    }

    [Fact]
    public void An_envelope_of_envelopes_of_envelopes_has_an_end()
    {
        var content = Enumerable.Range(0, 4).Aggregate(Invoice, (inside, _) => Samples.Signed(inside));
        Assert.Equal(RawRefusal.BrokenEnvelope, SignedContent.Read(content, RawLimits.Default).Refusal);
    }

    [Fact]
    public void What_is_too_large_is_not_opened_and_a_letter_is_no_envelope()
    {
        Assert.Equal(RawRefusal.TooLarge, SignedContent.Read(Envelope, RawLimits.Default with { MostBytes = 1_000 }).Refusal);
        Assert.Equal(RawRefusal.NotXml, SignedContent.Read(Encoding.UTF8.GetBytes("Moreover, this is a letter, and neither an invoice nor an envelope of one."), RawLimits.Default).Refusal);
    }
}
