using System.Globalization;
using System.Text;
using System.Xml;
using BackOffice.Documents.Domain;
using NodaTime.Text;

namespace BackOffice.Tests.Conformance;

public sealed class HeaderConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Headers_of_all_valid_invoices_equal_what_xpath_finds()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        List<string> differences = [];
        int files = 0;
        int fields = 0;
        foreach (CorpusRow row in Corpus.Manifest().Where(row => row.Kind == "valid" && row.File.EndsWith(".xml", StringComparison.Ordinal)))
        {
            var document = new XmlDocument { XmlResolver = null };
            document.Load(Path.Combine(Corpus.RootOrSkip(), row.File));
            if (HeaderByXPath.Find(document) is not { } expected)
            {
                continue;
            }

            files++;
            fields += expected.Count;
            Dictionary<string, string> read = Read(row.File);
            differences.AddRange(expected
                .Where(field => !Same(field.Value, read[field.Key]))
                .Select(field => $"{row.File} {field.Key}: expected '{field.Value}', read '{read[field.Key]}'"));
        }

        output.WriteLine($"{files} invoices, {fields} fields");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(files > 170);
    }

    private static Dictionary<string, string> Read(string file)
    {
        DocumentHeader header = DocumentExaminer.Examine(Corpus.Read(file), file, ExaminationLimits.Default).Header!;
        return new()
        {
            ["Number"] = header.Number ?? string.Empty,
            ["IssueDate"] = header.IssueDate is { } issued ? LocalDatePattern.Iso.Format(issued) : string.Empty,
            ["TypeCode"] = header.TypeCode ?? string.Empty,
            ["Currency"] = header.Currency ?? string.Empty,
            ["Profile"] = header.Profile ?? string.Empty,
            ["Seller"] = header.Seller.Name ?? string.Empty,
            ["Buyer"] = header.Buyer.Name ?? string.Empty,
            ["SellerTax"] = $"{header.Seller.Country}/{header.Seller.TaxId}",
            ["BuyerTax"] = $"{header.Buyer.Country}/{header.Buyer.TaxId}",
            ["Net"] = Text(header.NetAmount),
            ["Tax"] = Text(header.TaxAmount),
            ["Gross"] = Text(header.GrossAmount),
            ["Payable"] = Text(header.PayableAmount),
            ["Due"] = header.DueDate is { } due ? LocalDatePattern.Iso.Format(due) : string.Empty,
            ["Order"] = header.OrderReference ?? string.Empty,
            ["Lines"] = header.LineCount.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>Equal as text, as the same day in another form, or as a tax id whose country was split off.</summary>
    private static bool Same(string expected, string read)
    {
        if (expected == read || IsSameDay(expected, read))
        {
            return true;
        }

        string[] parts = [.. read.Split('/', 2).Select(WithoutSpaces)];
        string id = WithoutSpaces(expected);
        return parts.Length == 2 && (parts[1] == id || parts[0] + parts[1] == id || (parts[0] == "GR" && "EL" + parts[1] == id));
    }

    private static bool IsSameDay(string expected, string read)
        => read.Length == 10 && (expected.StartsWith(read + '+', StringComparison.Ordinal)
            || expected == read.Replace("-", string.Empty, StringComparison.Ordinal));

    private static string WithoutSpaces(string text) => text.Replace(" ", string.Empty, StringComparison.Ordinal);
}
