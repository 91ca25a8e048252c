using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.Ksef;

namespace BackOffice.Invoicing.Ksef;

/// <summary>Damaged documents: whatever they are, they are answered.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Seeded chance, so that a failure repeats.")]
public sealed class KsefFuzzTests(ITestOutputHelper output)
{
    private const int Documents = 10_000;

    private static readonly KsefFormat Format = new();

    private static readonly string[] Figures = ["0", "-1", "79228162514264337593543950335", "-9999999999999999999999999999", "1e9", "1,5", "0.0000000000000000000000000001", "", "NaN", "99999999999999999999999999999999"];

    [Fact]
    public void No_damaged_document_makes_reading_judging_or_writing_throw()
    {
        var (read, written) = (0, 0);
        for (var seed = 0; seed < Documents; seed++)
        {
            var chance = new Random(seed);
            var content = chance.Next(2) == 0 ? WithFigures(Seed(chance), chance) : WithBytes(Encoding.UTF8.GetBytes(Seed(chance)), chance);
            if (RawDocument.Read(content, RawLimits.Default).Root is not { } root)
            {
                continue;
            }

            read++;
            written += Answer(content, root) ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Documents} documents: {read} still XML, {written} written again"));
        Assert.InRange(read, Documents / 4, Documents);
        Assert.InRange(written, Documents / 20, Documents);
    }

    /// <summary>Whether it could be written again; if so, what was written is read.</summary>
    private static bool Answer(byte[] content, RawNode root)
    {
        var report = new Report();
        ContentRules.Check(content, root, report);
        KsefRules.Check(root, report);
        KsefReceipts.Read(root);
        if (!Format.Reads(root))
        {
            return false;
        }

        var reading = Format.Read(root)[0];
        var again = Format.Write(reading.Invoice).Content;
        Assert.True(again is null || Format.Reads(RawDocument.Read(again, RawLimits.Default).Root!));
        return again is not null;
    }

    private static string Seed(Random chance) => chance.Next(5) switch
    {
        0 => KsefSamples.Fa2,
        1 => KsefSamples.Receipt,
        2 => Encoding.UTF8.GetString(Format.Write(new PolishInvoices(chance.Next(50)).Next()).Content!),
        _ => KsefSamples.Fa3,
    };

    /// <summary>The text of some elements made another: figures at their limits, nothing, words.</summary>
    private static byte[] WithFigures(string document, Random chance)
    {
        for (var left = chance.Next(1, 6); left > 0; left--)
        {
            var end = document.IndexOf("</", chance.Next(document.Length), StringComparison.Ordinal);
            var start = end < 0 ? -1 : document.LastIndexOf('>', end);
            if (start >= 0)
            {
                document = string.Concat(document.AsSpan(0, start + 1), Figures[chance.Next(Figures.Length)], document.AsSpan(end));
            }
        }

        return Encoding.UTF8.GetBytes(document);
    }

    private static byte[] WithBytes(byte[] document, Random chance)
    {
        List<byte> bytes = [.. document];
        for (var left = chance.Next(1, 4); left > 0 && bytes.Count > 1; left--)
        {
            var at = chance.Next(bytes.Count);
            switch (chance.Next(4))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(32, 127);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << chance.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, chance.Next(12)));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, chance.Next(40))));
                    break;
            }
        }

        return [.. bytes];
    }
}
