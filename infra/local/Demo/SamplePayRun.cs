using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>The month's pay of one group, played: calculate, correct who failed, hold who is in doubt, approve, take to the bank.</summary>
internal sealed class SamplePayRun(SampleCompany company, IAnsiConsole console, SamplePayGroup group, string period)
{
    private string Run => $"{group.Id}-{period}-regular";

    private string Path => $"/payroll/runs/{Run}";

    /// <summary>False when the bank did not answer for every line, or somebody failed who must not.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        await company.SendAsync(HttpMethod.Post, "/payroll/runs", new { group = group.Id, period, reason = "The month's pay" }, cancellationToken);
        await SendAsync("calculate", new { reason = "The month is over" }, cancellationToken);
        var asExpected = await CorrectAsync(cancellationToken);
        var calculated = await UntilAsync("Calculated", cancellationToken);
        if (group.Held is var (person, why))
        {
            await SendAsync($"people/{person}/hold", new { reason = why }, cancellationToken);
            console.WriteLine($"{group.Place}: the money of {person} is held: {why}.");
        }

        await ApproveAsync(calculated.Round, cancellationToken);
        var ordered = await UntilAsync("Settling", cancellationToken);
        return await TakeToBankAsync(ordered, cancellationToken) && asExpected;
    }

    /// <summary>One was imported without an account: the others are calculated all the same, and that one alone again.</summary>
    private async Task<bool> CorrectAsync(CancellationToken cancellationToken)
    {
        if (group.Forgotten is not var (person, iban))
        {
            return true;
        }

        var stopped = await UntilAsync("Exceptions", cancellationToken);
        var failed = (await company.GetAsync<Page<PayRunPerson>>($"{Path}/people", cancellationToken)).Items;
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Place}: {stopped.Sums!.Calculated} slips; {string.Join(", ", failed.Select(one => $"{one.Person} has none ({string.Join(", ", one.Problems.Select(problem => problem.Code))})"))}."));
        var account = new { key = "main", validFrom = $"{period}-01", content = new { account = new { iban } } };
        await company.SendAsync(HttpMethod.Post, $"/people/{group.Id}/{person}/entries", new PersonEntries("The account came by letter", [account]), cancellationToken);
        await SendAsync("retry", new { reason = "The account is there now" }, cancellationToken);
        var corrected = await UntilAsync("Calculated", cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Place}: the account of {person} is there, calculated alone in round {corrected.Round}: {corrected.Sums!.Calculated} slips."));
        return failed is [{ Person: var only }] && only == person;
    }

    private async Task ApproveAsync(int round, CancellationToken cancellationToken)
    {
        await SendAsync("submit", new { round, reason = "Looked at every slip" }, cancellationToken);
        var path = string.Create(CultureInfo.InvariantCulture, $"/approvals/payroll-{Run}-r{round}");
        var asked = await Waiting.UntilAsync(
            async () => (await company.GetAsync<Page<ApprovalLine>>("/approvals?state=Awaiting&top=100", cancellationToken, SampleCompany.Approver)).Items.FirstOrDefault(approval => path.EndsWith(approval.Id, StringComparison.Ordinal)),
            $"the approval of {Run} to be asked for: GET {company.Address}{path}",
            cancellationToken);
        await company.SendAsync(HttpMethod.Post, $"{path}/approve", new { reason = "Compared with the month before", payloadDigest = asked.PayloadDigest }, cancellationToken, SampleCompany.Approver);
    }

    private async Task<bool> TakeToBankAsync(PayRunState ordered, CancellationToken cancellationToken)
    {
        var order = ordered.Orders![0];
        var sum = await company.GetAsync<PayOrderState>($"/payment-orders/{order}", cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Place}: approved by {SampleCompany.Approver}, posted as {ordered.JournalEntry}; {sum.Count} payments, {sum.Sum} in all, ordered for {sum.ExecutionDate}."));
        await company.SendAsync(HttpMethod.Post, $"/payment-orders/{order}/export", new { reason = "To the bank" }, cancellationToken, SampleCompany.Payer);
        if (!group.IsAnswered)
        {
            return true;
        }

        var file = await company.DownloadAsync($"/payment-orders/{order}/file", cancellationToken, SampleCompany.Payer);
        using var answer = BankAnswer.AllPaid(file);
        var result = await company.PostAsync<BankMessageResult>("/payment-orders/settlements", answer, cancellationToken, SampleCompany.Payer);
        await UntilAsync("Closed", cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Place}: the bank says {result.Paid} salaries are paid: the run is closed."));
        return result is { Unmatched: 0 } && result.Paid == ordered.Sums!.Calculated;
    }

    private Task SendAsync(string command, object body, CancellationToken cancellationToken)
        => company.SendAsync(HttpMethod.Post, $"{Path}/{command}", body, cancellationToken);

    private Task<PayRunState> UntilAsync(string state, CancellationToken cancellationToken)
        => Waiting.UntilAsync(
            async () => await company.GetAsync<PayRunState>(Path, cancellationToken) is { } run && run.State == state ? run : null,
            $"{Run} to be {state}: GET {company.Address}{Path}. The log is {company.App.Log}",
            cancellationToken);
}
