using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>A debt of a part with what was decided of it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Payable">As it was handed in.</param>
/// <param name="Refusal">Why it is not ordered; null when it is.</param>
/// <param name="HeldBy">The live order that has it.</param>
internal sealed record PartLine(int Line, Payable Payable, PayableProblem? Refusal, string? HeldBy);

/// <summary>A part as it was decided, once: JSON lines, packed.</summary>
/// <param name="InputDigest">Of the debts that were handed in.</param>
/// <param name="Lines">All of them, refused ones too.</param>
internal sealed record PartContent(string InputDigest, IReadOnlyList<PartLine> Lines)
{
    public IEnumerable<PartLine> Ordered => Lines.Where(line => line.Refusal is null);

    public static string DigestOf(IEnumerable<Payable> payables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var payable in payables)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(RowJson.Write(payable) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var text = new StreamWriter(zip))
        {
            text.NewLine = "\n";
            text.WriteLine(RowJson.Write(InputDigest));
            foreach (var line in Lines)
            {
                text.WriteLine(RowJson.Write(line));
            }
        }

        return packed.ToArray();
    }

    public static PartContent Unpack(Stream packed)
    {
        using var zip = new GZipStream(packed, CompressionMode.Decompress);
        using var text = new StreamReader(zip);
        var digest = RowJson.Read<string>(text.ReadLine() ?? throw new InvalidDataException("An empty part."));
        List<PartLine> lines = [];
        while (text.ReadLine() is { } line)
        {
            lines.Add(RowJson.Read<PartLine>(line));
        }

        return new(digest, lines);
    }

    public PartSummary Summary(int part, PaymentOrderTerms terms) => new(
        part,
        Ordered.Count(),
        Ordered.Aggregate(Money.Zero(terms.Currency), (sum, line) => sum + line.Payable.Amount),
        [.. Lines.Where(line => line.Refusal is not null).Select(line => new PayableFinding(line.Payable.Key, line.Refusal!.Value, line.HeldBy))],
        [.. Ordered.SelectMany(line => PayableCheck.NoticesOf(line.Payable, terms.Format).Select(notice => new PayableFinding(line.Payable.Key, notice, OrderId: null)))])
    {
        Ordered = [.. Ordered.Select(line => line.Payable.Key)],
    };
}
