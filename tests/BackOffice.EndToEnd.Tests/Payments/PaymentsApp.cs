using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.Documents;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>The app with payment orders, on a store of its own.</summary>
internal sealed class PaymentsApp : IAsyncDisposable
{
    public const string Tenant = "acme";
    public const string Told = "PaymentsTold";

    /// <summary>Prepares orders; may not hand them over.</summary>
    public const string Paola = "paola";

    public const string Petra = "petra";

    private readonly FaultProxy proxy;

    private PaymentsApp(AppRunner runner, (string Account, FaultProxy Proxy) store, FakeTime time) => (Runner, Account, proxy, Time) = (runner, store.Account, store.Proxy, time);

    public AppRunner Runner { get; }

    public string Account { get; }

    public FakeTime Time { get; }

    public static IReadOnlyList<string> Users { get; } =
    [
        "--LocalRuntime:Users:petra:Roles=payer",
        "--LocalRuntime:Users:petra:Tenants=acme",
        "--LocalRuntime:Users:paola-too:Roles=preparer, payer",
        "--LocalRuntime:Users:paola-too:Tenants=acme",
        "--LocalRuntime:Users:bianca:Roles=approver",
        "--LocalRuntime:Users:bianca:Tenants=acme",
    ];

    public PaymentOrders Orders => Runner.Services.GetRequiredService<PaymentOrders>();

    public static async Task<PaymentsApp> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var account = AzuriteFixture.FreshAccount();
        await ArrangeAsync(account);
        var between = await FaultProxy.StartAsync(account);
        var time = new FakeTime(new DateTimeOffset(2026, 11, 25, 8, 30, 15, TimeSpan.Zero));
        var app = await AppRunner.StartAsync(
            typeof(PaymentOrders).Assembly,
            [
                $"--AzureWebJobsStorage={between.ConnectionString}",
                $"--AzureWebJobsServiceBus=Endpoint=sb://bus-{Guid.NewGuid():N}.localhost;SharedAccessKeyName=dev;SharedAccessKey=dev;UseDevelopmentEmulator=true;",
                .. Users,
            ],
            new LocalRuntimeHooks { Time = time, ConfigureServices = configure ?? Configure });
        return new PaymentsApp(app, (account, between), time);
    }

    public static void Configure(IServiceCollection services) => services.AddSingleton<IPayableOwner, WritingOwner>();

    public static async Task ArrangeAsync(string account)
    {
        await new DocumentsWorld(account).FoundCompanyAsync();
        await new TableServiceClient(account).GetTableClient(Told).CreateIfNotExistsAsync();
    }

    public static PaymentOrderReference Order(string id) => new(Tenant, id);

    public static PaymentOrderRequest Request(string id) => new(Order(id), new(new Debtor("Acme S.r.l.", AccountOf("IT60X0542811101000000123456")), new LocalDate(2026, 11, 27), Currency.Eur, PaymentPurpose.Salary, PaymentFormat.Pain00100109), Paola);

    /// <summary>A salary; its amount tells its number: 1 000.01, 1 000.02 and so on.</summary>
    public static Payable Salary(int number) => new(
        new PayableKey("salary", "2026-11", string.Create(CultureInfo.InvariantCulture, $"p{number:D5}|2026-11|regular|1")),
        new Creditor($"Șerban Müller {number}", AccountOf(number % 2 == 0 ? "DE89370400440532013000" : "RO49AAAA1B31007593840000")),
        Money.Euros(1_000 + (number * 0.01m)))
    { Remittance = "Stipendio 2026-11" };

    public static IReadOnlyList<Payable> Salaries(int from, int count) => [.. Enumerable.Range(from, count).Select(Salary)];

    public static Actor Actor(AppRunner app, string name = Paola) => new(name, app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), $"run-{name}", new Tenant(Tenant, "Acme S.r.l.", "IT", "Europe/Rome"));

    public static string EndToEnd(string order, int part, int line) => new EndToEndId(PaymentKeys.Tag(Order(order)), part, line).ToString();

    public async Task<PaymentOrderSummary> OpenAsync(string id) => Value(await Orders.OpenAsync(Request(id), Actor(Runner), CancellationToken.None));

    public async Task<PartSummary> AddAsync(string id, int part, IReadOnlyList<Payable> payables) => Value(await Orders.AddPartAsync(Order(id), part, payables, CancellationToken.None));

    public async Task<PaymentOrderSummary> SealAsync(string id, int parts) => Value(await Orders.SealAsync(Order(id), parts, Actor(Runner), CancellationToken.None));

    /// <summary>An order of one part at the bank.</summary>
    public async Task ExportedAsync(string id, IReadOnlyList<Payable> payables)
    {
        await OpenAsync(id);
        await AddAsync(id, 1, payables);
        await SealAsync(id, 1);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await PostAsync($"{id}/export", Petra)).Status);
    }

    public Task<Answer> GetAsync(string path, string user = Petra) => AskAsync(HttpMethod.Get, path, user, content: null, key: null);

    public Task<Answer> PostAsync(string path, string user, object? body = null, string? key = null) => AskAsync(HttpMethod.Post, path, user, JsonContent.Create(body ?? new { reason = "As agreed" }), key);

    public async Task<Answer> ImportAsync(string message, string user = Petra, string? key = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(message));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        return await AskAsync(HttpMethod.Post, "settlements", user, content, key);
    }

    public async Task<(System.Net.HttpStatusCode Status, byte[] Bytes, string? Tag)> FileAsync(string id, string user = Petra)
    {
        using var request = RequestOf(HttpMethod.Get, $"{id}/file", user, content: null, key: null);
        using var response = await Runner.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.ETag?.Tag);
    }

    /// <summary>What the owner of salaries has heard: state and number of the person.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(string account)
    {
        List<string> told = [];
        await foreach (var row in new TableServiceClient(account).GetTableClient(Told).QueryAsync<TableEntity>($"PartitionKey eq '{Tenant}'"))
        {
            told.Add($"{row.GetString("Order")} {row.GetString("State")} {row.GetString("Key")} {row.GetString("Reason")}".TrimEnd());
        }

        return [.. told.Order(StringComparer.Ordinal)];
    }

    /// <summary>What money moved, as the owner recorded it: order, number, paid and returned in minor units.</summary>
    public static async Task<IReadOnlyList<string>> MovedAsync(string account)
        => [.. (await new TableServiceClient(account).GetTableClient(Told).QueryAsync<TableEntity>($"PartitionKey eq '{Tenant}|movements'").ToListAsync()).Select(row => row.RowKey).Order(StringComparer.Ordinal)];

    /// <summary>Everything that is left, without times and what depends on them.</summary>
    public static async Task<string> SnapshotAsync(string account, AppRunner app)
    {
        var text = new StringBuilder();
        var store = app.Services.GetRequiredService<PaymentStore>();
        foreach (var order in await store.ReadAllAsync<PaymentOrderRow>(Tenant, PaymentKeys.OrderPrefix, CancellationToken.None))
        {
            var rebuilt = order.Parts == 0 ? null : await app.Services.GetRequiredService<PaymentFiles>().DigestAsync(order, CancellationToken.None);
            text.AppendLine(CultureInfo.InvariantCulture, $"{order.RowKey}: {order.State} {order.Parts} {order.Count} {order.Sum} {order.Paid} {order.Returned} {order.Rejected} {order.RejectedSum} same file: {rebuilt == order.FileDigest}");
            var changes = await store.ReadChangesAsync(order.Reference, CancellationToken.None);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {string.Join(' ', changes.Select(change => $"{change.Event}"))}");
        }

        foreach (var part in await store.ReadAllAsync<PaymentPartRow>(Tenant, "part|", CancellationToken.None))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{part.RowKey}: {part.States} {part.Sum} {part.Reasons}");
        }

        await foreach (var claim in new TableServiceClient(account).GetTableClient(PaymentKeys.Claims).QueryAsync<ClaimPageRow>())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"claims {claim.PartitionKey} {claim.RowKey}: {claim.Claims}");
        }

        foreach (var settlement in await store.ReadAllAsync<SettlementRow>(Tenant, PaymentKeys.SettlementPrefix, CancellationToken.None))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{settlement.RowKey}: {settlement.State} {settlement.Summary}");
        }

        await foreach (var blob in new BlobServiceClient(account).GetBlobContainerClient(PaymentKeys.Container).GetBlobsAsync())
        {
            text.AppendLine(blob.Name);
        }

        return text.AppendJoin('\n', [.. await ToldAsync(account), .. await MovedAsync(account)]).ToString();
    }

    /// <summary>What the app wrote to storage so far, of tables and blobs of payments.</summary>
    public int Writes => proxy.Writes.Count(write => write.Container.Contains("payments", StringComparison.OrdinalIgnoreCase) || write.Container == PaymentKeys.Claims);

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        await proxy.DisposeAsync();
    }

    public static T Value<T>(PaymentAnswer<T> answer)
        where T : class
        => answer.Value ?? throw new InvalidOperationException($"{answer.Refusal}: {answer.Detail}");

    private static Iban AccountOf(string text) => Iban.Read(text).Value!;

    private async Task<Answer> AskAsync(HttpMethod method, string path, string user, HttpContent? content, string? key)
    {
        using var request = RequestOf(method, path, user, content, method == HttpMethod.Post ? key ?? Guid.NewGuid().ToString("N") : null);
        using var response = await Runner.Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private static HttpRequestMessage RequestOf(HttpMethod method, string path, string user, HttpContent? content, string? key)
    {
        var request = new HttpRequestMessage(method, new Uri($"/api/v1/acme/payment-orders{(path.Length == 0 || path[0] == '?' ? "" : "/")}{path}", UriKind.Relative)) { Content = content };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }
}

/// <summary>Owns salaries and writes down what it hears; the same news twice is one row.</summary>
internal sealed class WritingOwner(TableServiceClient tables) : IPayableOwner
{
    public string Kind => "salary";

    public async Task HearAsync(PayableNews news, CancellationToken cancellationToken)
    {
        foreach (var word in news.Payables)
        {
            var row = new TableEntity(news.Order.Tenant, $"{news.Order.OrderId}|{news.State}|{word.Key.Key}") { ["Order"] = news.Order.OrderId, ["State"] = $"{news.State}", ["Key"] = word.Key.Key[..6], ["Reason"] = word.Reason };
            await Storage.TableRows.TryAddAsync(tables.GetTableClient(PaymentsApp.Told), row, cancellationToken);
        }
    }

    /// <summary>Figures that differ from those that came before under the same number are a row more.</summary>
    public async Task<bool> RecordAsync(PaymentMovement movement, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{movement.Order.OrderId}|{movement.Number}|{movement.Paid.ToMinorUnits()}|{movement.Returned.ToMinorUnits()}");
        await Storage.TableRows.TryAddAsync(tables.GetTableClient(PaymentsApp.Told), new TableEntity($"{movement.Order.Tenant}|movements", key), cancellationToken);
        return true;
    }
}

/// <summary>Banks' messages about an order.</summary>
internal static class BankMessages
{
    public static string Statement(decimal opening, params IReadOnlyList<(string EndToEnd, decimal Amount, string? Return)> entries)
    {
        var closing = opening + entries.Sum(entry => entry.Return is null ? -entry.Amount : entry.Amount);
        return Wrap(opening, closing, string.Concat(entries.Select(entry => Invariant($"""<Ntry><Amt Ccy="EUR">{entry.Amount}</Amt><CdtDbtInd>{(entry.Return is null ? "DBIT" : "CRDT")}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-27</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>{entry.EndToEnd}</EndToEndId></Refs><Amt Ccy="EUR">{entry.Amount}</Amt>{(entry.Return is null ? "" : $"<RtrInf><Rsn><Cd>{entry.Return}</Cd></Rsn></RtrInf>")}</TxDtls></NtryDtls></Ntry>"""))));
    }

    /// <summary>One debit for the whole batch.</summary>
    public static string Batch(string orderId, decimal amount)
        => Wrap(amount, 0, Invariant($"""<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-27</Dt></BookgDt><NtryDtls><Btch><PmtInfId>{PaymentKeys.Tag(PaymentsApp.Order(orderId))}-1</PmtInfId></Btch></NtryDtls></Ntry>"""));

    /// <summary>A debit without our reference: amount, account and text are all there is.</summary>
    public static string Nameless(decimal amount, string account, string text)
        => Wrap(amount, 0, Invariant($"""<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-27</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt><RltdPties><CdtrAcct><Id><IBAN>{account}</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""));

    public static string Report(string orderId, string group, params IReadOnlyList<(string EndToEnd, string Status, string Reason)> transactions)
    {
        var tag = PaymentKeys.Tag(PaymentsApp.Order(orderId));
        return $"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R-{group}-{transactions.Count}</MsgId><CreDtTm>2026-11-26T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{tag}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>{(transactions.Count == 0 ? "" : $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{tag}-1</OrgnlPmtInfId>{string.Concat(transactions.Select(one => $"<TxInfAndSts><OrgnlEndToEndId>{one.EndToEnd}</OrgnlEndToEndId><TxSts>{one.Status}</TxSts><StsRsnInf><Rsn><Cd>{one.Reason}</Cd></Rsn></StsRsnInf></TxInfAndSts>"))}</OrgnlPmtInfAndSts>")}</CstmrPmtStsRpt></Document>""";
    }

    private static string Wrap(decimal opening, decimal closing, string entries)
        => Invariant($"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-27T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id>{Balance("OPBD", opening)}{Balance("CLBD", closing)}{entries}</Stmt></BkToCstmrStmt></Document>""");

    private static string Balance(string code, decimal amount)
        => Invariant($"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{Math.Abs(amount)}</Amt><CdtDbtInd>{(amount < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>2026-11-27</Dt></Dt></Bal>""");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
