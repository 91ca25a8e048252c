using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>The month end, played: close the last month, be refused a late posting, reopen the month by two people.</summary>
internal sealed class SampleMonthEnd(SampleCompany company, IAnsiConsole console)
{
    private readonly DateOnly lastMonth = FirstOfMonth(DateOnly.FromDateTime(DateTime.UtcNow)).AddMonths(-1);

    private string Period => lastMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>False when anything did not come out as it must; the lines in between say what.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        console.WriteLine();
        console.WriteLine($"Month end: closing {Period}");
        await company.SendAsync(HttpMethod.Post, $"/closes/{Period}", new { reason = "Month end" }, cancellationToken);
        var waiting = await BoardAsync(board => board.Steps.Any(step => step.State is "AwaitingSignOff"), "a signature to be asked for", cancellationToken);
        await company.SendAsync(HttpMethod.Post, $"/closes/{Period}/steps/sign-off/sign-off", new { round = waiting.Round, comment = "Checked" }, cancellationToken, SampleCompany.Approver);
        var closed = await BoardAsync(board => board.State is "Completed", "the close to end", cancellationToken);
        Print(closed);

        var late = await PostAsync(cancellationToken);
        console.WriteLine($"A bill of {late.Day} may not be posted to {Period} any more: {late.Why}");
        var reopened = await ReopenAsync(cancellationToken);
        return reopened && closed.Steps.All(step => step.State == "Done") && late.UsePeriod == FirstOfMonth(lastMonth.AddMonths(1)).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    private async Task<(string Day, string Why, string? UsePeriod)> PostAsync(CancellationToken cancellationToken)
    {
        var day = lastMonth.AddDays(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var answer = await company.AskPostingAsync("payables", day, cancellationToken);
        return (day, answer.Why, answer.UsePeriod);
    }

    /// <summary>One asks, and may not approve it; another one does.</summary>
    private async Task<bool> ReopenAsync(CancellationToken cancellationToken)
    {
        await company.SendAsync(HttpMethod.Post, $"/periods/{Period}/reopen", new { reason = "A supplier's bill came late", until = DateTimeOffset.UtcNow.AddDays(2) }, cancellationToken);
        var approval = await UntilAsync(async () => (await company.GetAsync<Page<ApprovalLine>>("/approvals?state=Awaiting", cancellationToken)).Items is [var first, ..] ? first : null, "the approval to be asked for", cancellationToken);
        var decision = new { reason = "One bill only", payloadDigest = approval.PayloadDigest };
        var refusal = await company.RefusedAsync($"/approvals/{approval.Id}/approve", decision, cancellationToken);
        await company.SendAsync(HttpMethod.Post, $"/approvals/{approval.Id}/approve", decision, cancellationToken, SampleCompany.Approver);
        await UntilAsync(async () => (await company.GetAsync<Month>($"/periods/{Period}", cancellationToken)).Ledgers.All(ledger => ledger.State is "Open") ? approval : null, $"{Period} to be open again", cancellationToken);
        console.WriteLine($"{Period} is open again for two days: asked for by {SampleCompany.User} (approving it alone: {refusal}), approved by {SampleCompany.Approver}.");
        return refusal == "own-request";
    }

    private void Print(CloseBoard board)
    {
        var table = new Table().AddColumns("Step", "Owner", "State", "Blockers", "Signed by");
        foreach (var step in board.Steps)
        {
            table.AddRow(step.Id, step.Owner, step.State, string.Join(", ", step.Blockers.Select(blocker => string.Create(CultureInfo.InvariantCulture, $"{blocker.Count} {blocker.What}"))), step.Signature?.SignedBy ?? "");
        }

        console.Write(table);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{board.Period} is closed: {board.Done} of {board.Of} steps, round {board.Round}."));
    }

    private Task<CloseBoard> BoardAsync(Func<CloseBoard, bool> isThere, string what, CancellationToken cancellationToken)
        => UntilAsync(async () => await company.GetAsync<CloseBoard>($"/closes/{Period}", cancellationToken) is { } board && isThere(board) ? board : null, what, cancellationToken);

    private Task<T> UntilAsync<T>(Func<Task<T?>> look, string what, CancellationToken cancellationToken)
        where T : class
        => Waiting.UntilAsync(look, $"{what}: GET {company.Address}/closes/{Period}. The log is {company.App.Log}", cancellationToken);

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>A close as the API shows it, as far as the demo looks.</summary>
internal sealed record CloseBoard(string Period, string State, int Round, int Done, int Of, IReadOnlyList<CloseBoardStep> Steps);

internal sealed record CloseBoardStep(string Id, string Owner, string State, IReadOnlyList<CloseBoardBlocker> Blockers, CloseBoardSignature? Signature);

internal sealed record CloseBoardBlocker(string What, int Count);

internal sealed record CloseBoardSignature(string SignedBy);

internal sealed record ApprovalLine(string Id, string PayloadDigest);

internal sealed record Month(IReadOnlyList<MonthLedger> Ledgers);

internal sealed record MonthLedger(string State);

internal sealed record PostingAnswer(PostingDecision Decision);

internal sealed record PostingDecision(string Why, string? UsePeriod);
