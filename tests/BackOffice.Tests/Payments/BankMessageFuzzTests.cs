using System.Text;
using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>Damaged messages: the reader answers, and never throws.</summary>
public sealed class BankMessageFuzzTests
{
    private const int Tries = 20_000;

    [Fact]
    public void No_damage_makes_the_reader_throw()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        byte[][] sources = [.. Sources().Select(Encoding.UTF8.GetBytes)];
        var refused = 0;
        for (var i = 0; i < Tries; i++)
        {
            var (message, _) = Samples.Read(Damaged(sources[i % sources.Length], random));
            refused += message.IsRefused ? 1 : 0;
        }

        // Most damage breaks the XML, some lies in texts that do not matter.
        Assert.InRange(refused, Tries / 4, Tries - 1);
    }

    private static IEnumerable<string> Sources()
    {
        const string One = "0123456789abcdef-00001-00001";
        yield return Samples.Statement("08", 100m, 60m, Samples.Entry(40, isDebit: true, Samples.Detail(One, 40, "<RltdPties><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>November</Ustrd></RmtInf>")));
        yield return Samples.Statement("02", 0m, 40m, Samples.Entry(40, isDebit: false, Samples.Detail(One, 40, "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"), version: "02"));
        yield return Samples.StatusReport("<GrpSts>PART</GrpSts>", "<PmtInfSts>PART</PmtInfSts>", $"<TxInfAndSts><OrgnlEndToEndId>{One}</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>");
    }

    private static byte[] Damaged(byte[] source, Random random)
    {
        var copy = source.ToList();
        for (var blow = random.Next(1, 4); blow > 0; blow--)
        {
            var at = random.Next(copy.Count);
            switch (random.Next(5))
            {
                case 0:
                    copy[at] = (byte)random.Next(256);
                    break;
                case 1:
                    copy.RemoveRange(at, Math.Min(random.Next(1, 40), copy.Count - at));
                    break;
                case 2:
                    copy.InsertRange(at, copy.GetRange(at, Math.Min(random.Next(1, 60), copy.Count - at)));
                    break;
                case 3:
                    copy[at] = (byte)"0123456789<>/&\"= -."[random.Next(19)];
                    break;
                default:
                    copy.Insert(at, (byte)random.Next(256));
                    break;
            }

            if (copy.Count == 0)
            {
                return [];
            }
        }

        return [.. copy];
    }
}
