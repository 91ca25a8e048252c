using System.Diagnostics;
using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Benchmarks;

/// <summary>
/// P-11: an invoice from its bytes to its findings, one core: read and judged by all rules of its profile. The other arms do a part of
/// the same work in the framework's own ways: some of the rules as compiled XPath over an XmlDocument, and, where the official schemas
/// are, a validation by them.
/// </summary>
internal static class InvoiceBenchmark
{
    private const int MostMicroseconds = 1_000;
    private const int MostKilobytes = 200;
    private const int MostMillisecondsOf10000 = 2_000;
    private const int Small = 10;
    private const int Large = 10_000;

    private static readonly RawLimits NoLimits = new() { MostBytes = int.MaxValue, MostElements = int.MaxValue };

    public static Task<int> RunAsync(int rounds)
    {
        IReadOnlyList<Arm> arms =
        [
            .. Ours("UBL, EN 16931", lines => new UblFormat(InvoiceSpecification.En16931).Write(InvoiceOfLines.European(lines)), Profile.En16931, [10, 100, 1_000, 10_000, 100_000]),
            .. Ours("UBL, Peppol BIS 3", lines => new UblFormat(InvoiceSpecification.Peppol).Write(InvoiceOfLines.European(lines)), Profile.Peppol, [10, 10_000]),
            .. Ours("CII, EN 16931", lines => new CiiFormat(InvoiceSpecification.En16931).Write(InvoiceOfLines.European(lines)), Profile.En16931, [10, 100, 1_000, 10_000, 100_000]),
            .. Ours("FatturaPA", lines => new FatturaPaFormat().Write(InvoiceOfLines.Italian(lines)), Profile.FatturaPa, [10, 100, 1_000, 9_999]),
            .. Ours("KSeF FA(3)", lines => new KsefFormat().Write(InvoiceOfLines.Polish(lines)), Profile.Ksef, [10, 100, 1_000, 10_000]),
            new($"UBL, {XPathRules.Count} of the rules as XPath", Small, Of(new UblFormat(InvoiceSpecification.En16931).Write(InvoiceOfLines.European(Small))), XPathRules.Check, IsOurs: false),
            .. Schemas() is { } schemas ? [new Arm("UBL, official XSD only", Small, Of(new UblFormat(InvoiceSpecification.En16931).Write(InvoiceOfLines.European(Small))), content => SchemaCheck.Check(content, schemas)!.Count, IsOurs: false)] : Array.Empty<Arm>(),
        ];
        foreach (var arm in arms)
        {
            Measure(arm);
        }

        var results = arms.ToDictionary(arm => arm, _ => new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var arm in arms)
            {
                results[arm].Add(Measure(arm));
            }
        }

        List<Arm> missed = [.. arms.Where(arm => !IsReached(arm, Median(results[arm])))];
        return Task.FromResult(missed.Count == 0 ? 0 : 1);
    }

    private static IEnumerable<Arm> Ours(string name, Func<int, InvoiceWriting> write, Profile profile, int[] sizes)
        => sizes.Select(lines => new Arm(name, lines, Of(write(lines)), content => Judge(content, profile), IsOurs: true));

    private static int Judge(ReadOnlyMemory<byte> content, Profile profile)
        => RuleSets.Check(RawDocument.Read(content, NoLimits).Root!, profile).Count(finding => finding.Severity == Severity.Fatal);

    private static byte[] Of(InvoiceWriting writing)
        => writing.Content ?? throw new InvalidOperationException(string.Join("; ", writing.Missing));

    /// <summary>Enough times that a round lasts, but not once more for those that last by themselves.</summary>
    private static Measured Measure(Arm arm)
    {
        GC.Collect();
        var times = Math.Max(1, 20_000 / arm.Lines);
        var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var time = 0; time < times; time++)
        {
            if (arm.Check(arm.Content) is not 0 and var faults)
            {
                throw new InvalidOperationException($"{arm.Name} of {arm.Lines} lines breaks {faults} rules.");
            }
        }

        return new Measured(Stopwatch.GetElapsedTime(started).TotalMicroseconds / times, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / times);
    }

    private static Measured Median(List<Measured> measured) => measured.OrderBy(one => one.Microseconds).ElementAt(measured.Count / 2);

    private static bool IsReached(Arm arm, Measured median)
    {
        var perLine = median.Microseconds / arm.Lines;
        Print(arm.Lines == Small
            ? (FormattableString)$"P-11 {arm.Name}, {arm.Lines} lines ({arm.Content.Length >> 10} KB): {median.Microseconds:0} us, {median.Bytes / 1_024:0} KB allocated{(arm.IsOurs ? $" (goal <= {MostMicroseconds} us, {MostKilobytes} KB)" : "")}"
            : (FormattableString)$"P-11 {arm.Name}, {arm.Lines} lines ({arm.Content.Length >> 10} KB): {median.Microseconds / 1_000:0.0} ms, {perLine:0.0} us a line, {median.Bytes / 1_024 / 1_024:0.0} MB allocated{(arm.Lines >= Large - 1 && arm.Lines <= Large ? $" (goal <= {MostMillisecondsOf10000} ms)" : "")}");
        return !arm.IsOurs || arm.Lines switch
        {
            Small => median.Microseconds <= MostMicroseconds && median.Bytes <= MostKilobytes * 1_024,
            >= Large - 1 and <= Large => median.Microseconds <= MostMillisecondsOf10000 * 1_000d,
            _ => true,
        };
    }

    /// <summary>From the folder that the conformance tests read; null where it is absent.</summary>
    private static XmlSchemaSet? Schemas()
    {
        if (Environment.GetEnvironmentVariable("BACKOFFICE_CORPUS") is not { Length: > 0 } corpus || Path.Combine(corpus, "schemas/ubl-2.1/xsd") is var folder && !Directory.Exists(folder))
        {
            Console.WriteLine("BACKOFFICE_CORPUS names no folder with the official schemas: no arm with them.");
            return null;
        }

        var files = Directory.EnumerateFiles(folder, "*.xsd", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file), StringComparer.Ordinal);
        return new SchemaSource(files).Compile("maindoc/UBL-Invoice-2.1.xsd");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Arm(string Name, int Lines, byte[] Content, Func<ReadOnlyMemory<byte>, int> Check, bool IsOurs);

    private readonly record struct Measured(double Microseconds, double Bytes);
}
