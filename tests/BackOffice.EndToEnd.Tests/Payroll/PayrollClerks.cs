using System.Net;
using System.Net.Http.Json;
using System.Text;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// Paola prepares, Andrei approves and Marta pays, each until they get an answer: what was not answered is sent again with the same key, so they
/// go on where an app that crashed has left them.
/// </summary>
internal sealed class PayrollClerks(HttpClient http)
{
    private const string Paola = "paola";
    private const string Andrei = "andrei";
    private const string Marta = "marta";

    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    public static string RunOf(string period) => $"office-{period}-regular";

    public static string ReversalOf(string period) => $"office-{period}-correction";

    public static string AgainOf(string period) => $"{RunOf(period)}-2";

    /// <summary>Does what can be done now of a month whose second person is held.</summary>
    /// <returns>Its order is sealed.</returns>
    public async Task<bool> PayAsync(string period)
    {
        var run = RunOf(period);
        return await DoAsync("payroll/runs", new { group = PayrollWorld.Group, period, reason = "The month's pay" }, Paola, key: $"create-{period}")
            && await MoveAsync(run, () => DoAsync($"payroll/runs/{run}/people/{PayrollWorld.IdOf(2)}/hold", new { reason = "The account is in doubt" }, Paola))
            && await StateAsync(run) == $"{RunState.Settling}";
    }

    /// <summary>Pays a month to its end: the first statement pays all but one, who is ordered again; the second pays that one.</summary>
    /// <returns>Everybody who is not held is paid, and the books know it.</returns>
    public async Task<bool> SettleAsync(string period)
    {
        var run = RunOf(period);
        var (first, second) = ($"payroll-{run}-r1-1", $"payroll-{run}-r1-2");
        return (await StateAsync(run) is "PartiallyPaid" or "Closed" || await PayAsync(period))
            && await DoAsync($"payment-orders/{first}/export", new { reason = "Pay day" }, Marta)
            && await TellAsync(run, first, returned: PayrollWorld.IdOf(5))
            && await DoAsync($"payroll/runs/{run}/pay-again", new { reason = "The account is right" }, Marta)
            && (await AskAsync($"payroll/runs/{run}", Paola)).Json.GetProperty("orders").GetArrayLength() == 2
            && await DoAsync($"payment-orders/{second}/export", new { reason = "Again" }, Marta)
            && await TellAsync(run, second, returned: null)
            && await StateAsync(run) == $"{RunState.Closed}";
    }

    /// <summary>Takes a month back that is paid, hears of the bank that the first person's money came back after all, and calculates the month again.</summary>
    /// <returns>It is calculated, with what never arrived.</returns>
    public async Task<bool> SetOffAsync(string period)
        => await ReverseAsync(period)
            && await TellAsync(RunOf(period), $"payroll-{RunOf(period)}-r1-1", returned: PayrollWorld.IdOf(1))
            && (await AskAsync($"payroll/runs/{RunOf(period)}", Paola)).Json.GetProperty("history").EnumerateArray().Any(change => change.GetProperty("event").GetString() == LateReturns.Event)
            && await DoAsync("payroll/runs", new { group = PayrollWorld.Group, period, reason = "As it should have been" }, Paola, key: $"again-{period}")
            && await DoAsync($"payroll/runs/{AgainOf(period)}/calculate", new { reason = "As it should have been" }, Paola)
            && await StateAsync(AgainOf(period)) == $"{RunState.Calculated}";

    /// <summary>Takes a month back that is paid.</summary>
    /// <returns>It is taken back.</returns>
    private async Task<bool> ReverseAsync(string period)
        => (await StateAsync(RunOf(period)) is "Reversing" or "Reversed" || await PayAsync(period))
            && await DoAsync($"payment-orders/payroll-{RunOf(period)}-r1-1/export", new { reason = "Pay day" }, Marta)
            && await DoAsync($"payroll/runs/{RunOf(period)}/reverse", new { period, reason = "Wrong allowances" }, Paola)
            && await MoveAsync(ReversalOf(period), () => Task.FromResult(true))
            && await StateAsync(ReversalOf(period)) == $"{RunState.Closed}"
            && await StateAsync(RunOf(period)) == $"{RunState.Reversed}";

    /// <summary>Brings a run on by one step.</summary>
    /// <returns>Nothing is left for people to do.</returns>
    private async Task<bool> MoveAsync(string run, Func<Task<bool>> beforeSubmission)
    {
        if (!await DoAsync($"payroll/runs/{run}/calculate", new { reason = "The month is over" }, Paola))
        {
            return false;
        }

        switch (await StateAsync(run))
        {
            case "Calculated":
                _ = await beforeSubmission() && await DoAsync($"payroll/runs/{run}/submit", new { round = 1, reason = "Looked at" }, Paola);
                return false;
            case "AwaitingApproval":
                await ApproveAsync(run);
                return false;
            case "Settling" or "Closed" or "Reversing" or "Reversed":
                return true;
            default:
                return false;
        }
    }

    /// <summary>The bank's message about an order: everybody paid, and one of them given back.</summary>
    private async Task<bool> TellAsync(string run, string order, string? returned)
    {
        if (done.Contains(order))
        {
            return true;
        }

        if (await AskAsync($"payment-orders/{order}/parts/1", Marta) is not { Status: HttpStatusCode.OK } lines)
        {
            return false;
        }

        List<(string, decimal, string?)> entries = [];
        foreach (var line in lines.Items.Where(line => line.GetProperty("state").GetString() != "Refused"))
        {
            var person = line.GetProperty("key").GetString()!.Split('|')[1];
            if (await AskAsync($"payroll/runs/{run}/people/{person}", Paola) is not { Status: HttpStatusCode.OK } page)
            {
                return false;
            }

            var (reference, net) = (line.GetProperty("endToEndId").GetString()!, page.Json.GetProperty("net").GetDecimal());
            entries.AddRange([(reference, net, null), .. person == returned ? [(reference, net, "AC04")] : Array.Empty<(string, decimal, string?)>()]);
        }

        using var message = new StringContent(PayrollBank.Message(order, "2026-01-30", entries), Encoding.UTF8, "application/xml");
        using var told = await SendAsync(HttpMethod.Post, "payment-orders/settlements", (Marta, order), message);
        return told.IsSuccessStatusCode && done.Add(order);
    }

    private async Task ApproveAsync(string run)
    {
        var path = $"approvals/payroll-{run}-r1";
        if (await AskAsync(path, Andrei) is { Status: HttpStatusCode.OK } asked)
        {
            await DoAsync($"{path}/approve", new { reason = "Seen", payloadDigest = asked.Json.GetProperty("approval").GetProperty("payloadDigest").GetString() }, Andrei);
        }
    }

    private async Task<string?> StateAsync(string run)
        => await AskAsync($"payroll/runs/{run}", Paola) is { Status: HttpStatusCode.OK } page ? page.Json.GetProperty("state").GetString() : null;

    private async Task<bool> DoAsync(string path, object body, string user, string? key = null)
    {
        if (done.Contains(key ?? path))
        {
            return true;
        }

        using var answer = await SendAsync(HttpMethod.Post, path, (user, key ?? path), JsonContent.Create(body));
        return (int)answer.StatusCode is >= 200 and < 300 && done.Add(key ?? path);
    }

    private async Task<Answer> AskAsync(string path, string user)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, (user, path), content: null);
        return await Answer.ReadAsync(answer);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, (string User, string Key) by, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/{PayrollWorld.Tenant}/{path}", UriKind.Relative)) { Content = content };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", by.User);
        request.Headers.Add("Idempotency-Key", $"{by.User}-{by.Key}");
        return await http.SendAsync(request);
    }
}
