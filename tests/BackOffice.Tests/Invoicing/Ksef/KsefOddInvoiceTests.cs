using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Primitives;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Ksef;

/// <summary>Invoices with values that no Polish system would give them: they may come from any format, or from a caller.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Seeded chance, so that a failure repeats.")]
public sealed class KsefOddInvoiceTests(ITestOutputHelper output)
{
    private const int Invoices = 2_000;

    private static readonly KsefFormat Format = new();
    private static readonly JsonSerializerOptions Options = new() { Converters = { new IsoDateJsonConverter() } };

    private static readonly string[] Words =
    [
        "", " ", "x\u0001y", "a\uD800b", new('ż', 600), new('9', 40), "PL", "PL123", "XX", "EUR", "1e5", "a\n b", "\u0085", "2026-02-30", "AE", "S", "KOR", "0", "000", "12345678901234567890", "<&>",
        "http://a.pl", "a@b", "2030-01-01T00:00:00", "GTU_14", "😀",
    ];

    private static readonly decimal[] Figures = [0, -1, 0.005m, 1.999999999m, 12345678901234567m, 99999999999999.99999999m, -79228162514264337593543950335m, 101, 23, 19];

    private static readonly string[] Days = ["1850-01-01", "1999-12-31", "2015-05-05", "2051-01-01", "2026-02-28"];

    [Fact]
    public void No_invoice_is_written_that_the_schema_refuses()
    {
        Corpus.RootOrSkip();
        List<string> faults = [];
        var (written, missing) = (0, 0);
        for (var seed = 0; seed < Invoices && faults.Count < 20; seed++)
        {
            if (Odd(seed) is not { } invoice)
            {
                continue;
            }

            var writing = Format.Write(invoice);
            written += writing.Content is null ? 0 : 1;
            missing += writing.Content is null ? 1 : 0;
            if (writing.Content is { } content && KsefSchemas.FaultOf(content) is { } fault)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{seed}: {fault}"));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} odd invoices written, {missing} with something missing"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(written > Invoices / 4);
        Assert.True(missing > Invoices / 20);
    }

    /// <summary>A generated invoice with some of its values made others; null when it can be none.</summary>
    private static Invoice? Odd(int seed)
    {
        var chance = new Random(seed);
        var invoice = new PolishInvoices(seed).Next();
        var plain = chance.Next(2) == 0 ? invoice : invoice with { Poland = new PolishInvoice { CreatedAt = invoice.Poland!.CreatedAt, Annotations = invoice.Poland.Annotations } };
        var node = JsonSerializer.SerializeToNode(plain, Options)!;
        List<JsonValue> leaves = [.. Leaves(node)];
        for (var left = chance.Next(1, 6); left > 0; left--)
        {
            Change(leaves[chance.Next(leaves.Count)], chance);
        }

        try
        {
            return node.Deserialize<Invoice>(Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Change(JsonValue leaf, Random chance)
    {
        if (leaf.Parent is null)
        {
            return;
        }

        JsonNode? other = leaf.GetValueKind() switch
        {
            JsonValueKind.String when DateOnly.TryParseExact(leaf.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => Days[chance.Next(Days.Length)],
            JsonValueKind.String => Words[chance.Next(Words.Length)],
            JsonValueKind.Number => chance.Next(3) == 0 ? chance.Next(0, 100) : Figures[chance.Next(Figures.Length)],
            JsonValueKind.True or JsonValueKind.False => chance.Next(2) == 0,
            _ => null,
        };
        leaf.ReplaceWith(other);
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject terms => terms.SelectMany(term => Leaves(term.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value => [value],
        _ => [],
    };
}
