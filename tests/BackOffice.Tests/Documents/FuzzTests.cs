using System.Diagnostics.CodeAnalysis;
using BackOffice.Documents.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace BackOffice.Tests.Documents;

[SuppressMessage("Security", "CA5394", Justification = "Seeded chance, so that a failure repeats.")]
public sealed class FuzzTests
{
    private static readonly (string Name, byte[] Content)[] Seeds =
    [
        .. Samples.Invoices.Select(name => (name, Samples.Read(name))),
        ("sdi.xml", Samples.Read("sdi-not-delivered.xml")),
        ("a.pdf", Samples.Pdf(("factur-x.xml", Samples.Read("cii-invoice.xml")), ("b.xml", Samples.Read("ubl-invoice.xml")))),
        ("a.p7m", Samples.Signed(Samples.Read("fatturapa-lot.xml"))),
        ("b.p7m", Samples.Base64Lines(Samples.Signed(Samples.Read("ksef-fa3.xml")))),
        ("a.zip", Samples.Zip(("a.xml", [1, 2, 3]), ("b.xml", [4, 5, 6]))),
        ("a.png", Samples.Png()),
        ("a.jpg", Samples.Jpeg()),
        ("a.tif", Samples.Tiff()),
    ];

    private static readonly ExaminationLimits Limits = new() { MaxXmlDepth = 12, MaxXmlElements = 500, MaxInflatedBytes = 50_000, MaxFieldLength = 50 };

    [Fact]
    public void No_mutation_of_a_document_makes_the_examination_throw() =>
        Prop.ForAll<int>(seed =>
        {
            var chance = new Random(seed);
            (string name, byte[] content) = Seeds[chance.Next(Seeds.Length)];
            return IsAnswered(Mutate(content, chance), chance.Next(4) == 0 ? string.Empty : name);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6_000).WithQuietOnSuccess(true));

    [Fact]
    public void No_bytes_make_the_examination_throw() =>
        Prop.ForAll<byte[], int>((content, magic) =>
        {
            (string name, byte[] seed) = Seeds[Math.Abs(magic % Seeds.Length)];
            return IsAnswered([.. seed.Take(16), .. content], name) && IsAnswered(content, name);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true));

    [Fact]
    public void No_name_makes_the_examination_throw() =>
        Prop.ForAll<NonNull<string>>(name => IsAnswered(Samples.Png(), name.Get) && IsAnswered(Seeds[7].Content, name.Get + ".p7m"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    private static bool IsAnswered(byte[] content, string name)
    {
        Examination seen = DocumentExaminer.Examine(content, name, Limits);
        return seen.IsQuarantined == (seen.Kind == DocumentKind.Unknown)
            && seen.Subject.Length is > 0 and <= ProtocolSubject.MaxLength
            && !seen.Subject.Any(char.IsControl)
            && !(seen.IsQuarantined && seen.Header is not null);
    }

    private static byte[] Mutate(byte[] content, Random chance)
    {
        List<byte> bytes = [.. content];
        for (int left = chance.Next(1, 8); left > 0 && bytes.Count > 0; left--)
        {
            int at = chance.Next(bytes.Count);
            switch (chance.Next(6))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << chance.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, chance.Next(Math.Min(bytes.Count - at, 200)));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.Slice(at, Math.Min(bytes.Count - at, chance.Next(300))));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)chance.Next(256), chance.Next(40)));
                    break;
            }
        }

        return [.. bytes];
    }
}
