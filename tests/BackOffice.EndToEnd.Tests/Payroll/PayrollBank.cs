using System.Globalization;
using System.Net;
using System.Text;
using BackOffice.Documents;

namespace BackOffice.Payroll;

/// <summary>The payer and the bank of the company: one takes orders to the other, which answers with statements in PLN.</summary>
internal sealed class PayrollBank(PayrollApp app)
{
    private int statements;

    /// <summary>Hands an order over.</summary>
    public async Task ExportAsync(string order)
    {
        var exported = await app.PostAsync($"acme/payment-orders/{order}/export", new { reason = "Pay day" }, PayrollApp.Marta);
        Assert.True(exported.Status == HttpStatusCode.OK, exported.Text);
    }

    /// <summary>The lines of an order by their people: the bank's reference and the net.</summary>
    public async Task<IReadOnlyDictionary<string, (string Reference, decimal Net)>> LinesAsync(string run, string order)
    {
        Dictionary<string, (string, decimal)> lines = new(StringComparer.Ordinal);
        foreach (var line in (await app.GetAsync($"acme/payment-orders/{order}/parts/1", PayrollApp.Marta)).Items.Where(line => line.GetProperty("state").GetString() != "Refused"))
        {
            var person = line.GetProperty("key").GetString()!.Split('|')[1];
            lines[person] = (line.GetProperty("endToEndId").GetString()!, (await app.GetAsync($"acme/payroll/runs/{run}/people/{person}")).Json.GetProperty("net").GetDecimal());
        }

        return lines;
    }

    /// <summary>A statement by which the whole order is paid, but for those who come back at once.</summary>
    public async Task<string> StatementAsync(string run, string order, string day, params IReadOnlyList<string> returned)
    {
        var lines = await LinesAsync(run, order);
        return Statement(day, [.. lines.Values.Select(line => (line.Reference, line.Net, (string?)null)), .. returned.Select(person => (lines[person].Reference, lines[person].Net, (string?)"AC04"))]);
    }

    /// <summary>Payments that left and, with a reason, came back.</summary>
    public string Statement(string day, params IReadOnlyList<(string Reference, decimal Amount, string? Return)> entries) => Message($"{++statements}", day, entries);

    /// <summary>The same under an id that is chosen, so that it can be sent again byte by byte.</summary>
    public static string Message(string id, string day, IReadOnlyList<(string Reference, decimal Amount, string? Return)> entries)
    {
        var closing = 1_000_000 + entries.Sum(entry => entry.Return is null ? -entry.Amount : entry.Amount);
        var text = string.Concat(entries.Select(entry => Invariant($"""<Ntry><Amt Ccy="PLN">{entry.Amount}</Amt><CdtDbtInd>{(entry.Return is null ? "DBIT" : "CRDT")}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>{entry.Reference}</EndToEndId></Refs><Amt Ccy="PLN">{entry.Amount}</Amt>{(entry.Return is null ? "" : $"<RtrInf><Rsn><Cd>{entry.Return}</Cd></Rsn></RtrInf>")}</TxDtls></NtryDtls></Ntry>""")));
        return Invariant($"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M{id}</MsgId><CreDtTm>2026-01-30T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S{id}</Id>{Balance("OPBD", 1_000_000)}{Balance("CLBD", closing)}{text}</Stmt></BkToCstmrStmt></Document>""");
    }

    public async Task<Answer> ImportAsync(string message, string user = PayrollApp.Marta)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/acme/payment-orders/settlements", UriKind.Relative)) { Content = new StringContent(message, Encoding.UTF8, "application/xml") };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var response = await app.Runner.Client.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }

    /// <summary>The entries of a run in the journal: id, day and total.</summary>
    public async Task<IReadOnlyList<string>> EntriesAsync(string run)
        => [.. (await app.GetAsync($"acme/journal?source={run}")).Items.Select(entry => $"{entry.GetProperty("id").GetString()} {entry.GetProperty("day").GetString()} {entry.GetProperty("total").GetDecimal().ToString(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal)];

    /// <summary>What an account has left over a month: debits less credits.</summary>
    public async Task<decimal> BalanceAsync(string account, string month = "2026-01")
        => (await app.GetAsync($"acme/trial-balances/{month}")).Json.GetProperty("accounts").EnumerateArray().Where(one => one.GetProperty("account").GetString() == account).Sum(one => one.GetProperty("balance").GetDecimal());

    private static string Balance(string code, decimal amount)
        => Invariant($"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="PLN">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-30</Dt></Dt></Bal>""");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
