using BackOffice.Payments.Domain;
using BackOffice.Tests.Conformance;

namespace BackOffice.Payments;

/// <summary>The samples of others: what is read of them, and which of them balance.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public void Every_sample_of_a_statement_is_read_and_judged()
    {
        var folder = Path.Combine(Corpus.RootOrSkip(), "payments", "camt");
        List<string> judged = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            var (message, transactions) = Samples.Read(File.ReadAllBytes(file));
            judged.Add($"{Path.GetFileNameWithoutExtension(file)}: {message.Kind} {message.Parts} {transactions.Count} {string.Join(' ', message.Findings.Select(finding => finding.Kind).Distinct())}".TrimEnd());
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', judged));
        Assert.Equal(Expected, judged);
    }

    [Fact]
    public void Orders_are_no_answers_of_banks()
    {
        var folder = Path.Combine(Corpus.RootOrSkip(), "payments", "pain");

        Assert.All(Directory.EnumerateFiles(folder, "*.xml"), file => Assert.Equal(BankFindingKind.UnknownMessage, Assert.Single(Samples.Read(File.ReadAllBytes(file)).Message.Findings).Kind));
    }

    /// <summary>
    /// By hand: of the made-up samples only one has two balances in one currency, and its entries do not make them; the others name
    /// their closing balance in another currency, or have one balance or none.
    /// </summary>
    private static readonly string[] Expected =
    [
        "camt053.v2.all-balance-types: Statement 1 1 Unbalanced", // 1.01 + 8.85, and not 4.04
        "camt053.v2.minimal.ultimate: Statement 1 1 BalanceMissing",
        "camt053.v2.with-account-name: Statement 1 1",
        "camt053.v4: Statement 1 1 BalanceMissing",
        "camt053.v8: Statement 1 1 BalanceMissing",
        "camt054.v2: Notification 1 3",
        "camt054.v8-with-UETR: Notification 1 1",
        "camt53.only-Dt-with-DtTm: Statement 1 0 BalanceMissing",
    ];
}
