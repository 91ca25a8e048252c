using System.Globalization;
using System.Text;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Invoicing.View;
using BackOffice.Notifications.Domain;

namespace BackOffice.Invoicing.Formats;

/// <summary>Broken documents: nothing is thrown, whatever they are.</summary>
public sealed class InvoiceFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Words = ["", " ", "-", "1,5", "1e3", "NaN", "99999999999999999999999999999", "0.00000000000000000000000000001", "9999999999999999999999999999", "2026-02-31", "true", "\u202E<&>", "#AAI#", "NA", "S", "O", "EUR", "381", "20260231", "-0"];
    private static readonly string[] Marks = ["<", ">", "</", "&", "&#0;", "\"", "'", "<!--", "]]>", "<?x?>", "xmlns:", "\u0000", "cbc:", "cac:", "ram:"];

    [Theory]
    [InlineData("ubl-invoice.xml")]
    [InlineData("ubl-credit-note.xml")]
    [InlineData("cius-ro-invoice.xml")]
    [InlineData("cii-invoice.xml")]
    public void A_mutated_document_is_read_shown_and_written_or_refused_but_nothing_is_thrown(string name)
    {
        const int Many = 2500;
        var sample = Encoding.UTF8.GetString(InvoicingSamples.Read(name));
        var (read, written) = (0, 0);
        for (var seed = 0; seed < Many; seed++)
        {
            var root = RawDocument.Read(Encoding.UTF8.GetBytes(Mutated(sample, new Random(seed))), RawLimits.Default).Root;
            if (root is null)
            {
                continue;
            }

            _ = TradeDocumentReader.Read(root);
            var invoices = new UblFormat().Read(root).Concat(new CiiFormat().Read(root)).Select(reading => reading.Invoice).ToList();
            read += new UblFormat().Reads(root) || new CiiFormat().Reads(root) ? 1 : 0;
            written += invoices.Count(invoice => IsWritten(invoice, seed));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {Many} mutated, {read} read, {written} written again"));
        Assert.InRange(read, Many / 4, Many);
        Assert.InRange(written, 1, 2 * Many);
    }

    [Fact]
    public void A_mutated_PDF_is_read_or_refused_but_nothing_is_thrown()
    {
        var pdf = Encoding.Latin1.GetBytes($"""
            %PDF-1.7
            1 0 obj << /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /EF << /F 2 0 R >> >> endobj
            2 0 obj << /Type /EmbeddedFile /Length 9 >> stream
            {Encoding.Latin1.GetString(InvoicingSamples.Read("cii-invoice.xml"))}
            endstream endobj
            trailer << /Root 1 0 R >>
            %%EOF
            """.ReplaceLineEndings("\n"));
        Assert.Equal("factur-x.xml", PdfInvoice.Read(pdf, RawLimits.Default).Invoice?.FileName);
        for (var seed = 0; seed < 1000; seed++)
        {
            var chance = new Random(seed);
            byte[] broken = [.. pdf];
            for (var times = chance.Next(1, 20); times > 0; times--)
            {
                broken[chance.Next(broken.Length)] = (byte)chance.Next(256);
            }

            var reading = PdfInvoice.Read(broken.AsMemory(0, chance.Next(8) == 0 ? chance.Next(broken.Length) : broken.Length), RawLimits.Default);
            Assert.True(reading.Invoice is not null || reading.Why.Length > 0);
        }
    }

    private static bool IsWritten(Invoice invoice, int seed)
    {
        Assert.NotEmpty(InvoicePage.Render(invoice, Language.Italian));
        var completed = InvoiceCalculation.Complete(invoice, InvoiceCalculationTerms.None);
        Assert.True(completed.Invoice is not null || completed.Faults.Count > 0);
        IInvoiceFormat format = (seed % 4) switch { 0 => new UblFormat(), 1 => new UblFormat(InvoiceSpecification.Peppol), 2 => new UblFormat(InvoiceSpecification.CiusRo), _ => new CiiFormat() };
        var writing = format.Write(seed % 3 == 0 ? completed.Invoice ?? invoice : invoice);
        Assert.True(writing.Content is null != (writing.Missing.Count == 0));
        if (writing.Content is { } content)
        {
            Assert.NotEmpty(format.Read(RawDocument.Read(content, RawLimits.Default).Root!));
        }

        return writing.Content is not null;
    }

    private static string Mutated(string text, Random chance)
    {
        for (var times = chance.Next(1, 8); times > 0; times--)
        {
            text = chance.Next(40) switch
            {
                0 => text[..chance.Next(text.Length)] + text[chance.Next(text.Length)..],
                1 => text.Insert(chance.Next(text.Length), Marks[chance.Next(Marks.Length)]),
                < 10 => Line(text, chance, (from, to) => text.Remove(from, to - from)),
                < 20 => Line(text, chance, (from, to) => text.Insert(to, text[from..to])),
                _ => Value(text, chance),
            };
        }

        return text;
    }

    /// <summary>Replaces the text between two tags.</summary>
    private static string Value(string text, Random chance)
    {
        var from = text.IndexOf('>', chance.Next(text.Length));
        var to = from < 0 ? -1 : text.IndexOf("</", from, StringComparison.Ordinal);
        return to < 0 || text.AsSpan(from + 1, to - from - 1).Contains('<') ? text : string.Concat(text.AsSpan(0, from + 1), System.Security.SecurityElement.Escape(Words[chance.Next(Words.Length)]), text.AsSpan(to));
    }

    /// <summary>Changes an element that stands on a line of its own.</summary>
    private static string Line(string text, Random chance, Func<int, int, string> change)
    {
        var from = text.IndexOf('\n', chance.Next(text.Length));
        var to = from < 0 ? -1 : text.IndexOf('\n', from + 1);
        return to < 0 || !text.AsSpan(from, to - from).Contains("</", StringComparison.Ordinal) || text.AsSpan(from, to - from).TrimStart().StartsWith("</", StringComparison.Ordinal) ? text : change(from, to);
    }
}
