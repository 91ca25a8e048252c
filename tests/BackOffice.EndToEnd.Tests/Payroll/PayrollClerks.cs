using System.Net;
using System.Net.Http.Json;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// Paola prepares and Andrei approves, each until they get an answer: what was not answered is sent again with the same key, so they
/// go on where an app that crashed has left them.
/// </summary>
internal sealed class PayrollClerks(HttpClient http)
{
    private const string Paola = "paola";
    private const string Andrei = "andrei";

    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    public static string RunOf(string period) => $"office-{period}-regular";

    public static string ReversalOf(string period) => $"office-{period}-correction";

    /// <summary>Does what can be done now of a month whose second person is held.</summary>
    /// <returns>Its order is sealed.</returns>
    public async Task<bool> PayAsync(string period)
    {
        var run = RunOf(period);
        return await DoAsync("payroll/runs", new { group = PayrollWorld.Group, period, reason = "The month's pay" }, Paola, key: $"create-{period}")
            && await MoveAsync(run, () => DoAsync($"payroll/runs/{run}/people/{PayrollWorld.IdOf(2)}/hold", new { reason = "The account is in doubt" }, Paola))
            && await StateAsync(run) == $"{RunState.Settling}";
    }

    /// <summary>Takes a month back that is paid.</summary>
    /// <returns>It is taken back.</returns>
    public async Task<bool> ReverseAsync(string period)
        => (await StateAsync(RunOf(period)) is "Reversing" or "Reversed" || await PayAsync(period))
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

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, (string User, string Key) by, JsonContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/{PayrollWorld.Tenant}/{path}", UriKind.Relative)) { Content = content };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", by.User);
        request.Headers.Add("Idempotency-Key", $"{by.User}-{by.Key}");
        return await http.SendAsync(request);
    }
}
