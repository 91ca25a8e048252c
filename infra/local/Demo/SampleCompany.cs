using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;

namespace BackOffice.Demo;

/// <summary>Acme S.r.l. of Verona as its people and its suppliers see the back office: a drop, and HTTP. Each run founds it anew.</summary>
internal sealed class SampleCompany : IDisposable
{
    /// <summary>Founds, prepares and administers the company.</summary>
    public const string User = "demo";

    /// <summary>Approves what the other one asks for.</summary>
    public const string Approver = "demo-approver";

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly HttpClient http;
    private readonly BlobContainerClient drop;
    private readonly BlobContainerClient mailOut;

    public SampleCompany(RunningApp app, string key)
    {
        App = app;
        Tenant = $"acme-{RandomNumberGenerator.GetString(Letters, 6)}";
        Address = new Uri(app.Address, $"/api/v1/{Tenant}");
        http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-functions-key", key);
        var blobs = new BlobServiceClient(app.Storage);
        drop = blobs.GetBlobContainerClient("incoming");
        mailOut = blobs.GetBlobContainerClient("mail-out");
    }

    public RunningApp App { get; }

    public string Tenant { get; }

    /// <summary>Where all of the company is found; every path below goes on from here.</summary>
    public Uri Address { get; }

    /// <summary>The id by which a person is told: person- and a digest of tenant and account (docs/notifications.md).</summary>
    public string PersonId(string account)
    {
        var facts = string.Create(CultureInfo.InvariantCulture, $"{Tenant.Length}:{Tenant}|{account.Length}:{account}|");
        return $"person-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)))[..16]}";
    }

    public Task FoundAsync(CancellationToken cancellationToken)
        => SendAsync(HttpMethod.Put, "", new { name = "Acme S.r.l.", country = "IT", zone = "Europe/Rome" }, cancellationToken);

    /// <summary>What a scanner or a supplier does: put a file into the company's folder.</summary>
    public Task DropAsync(SampleFile file, CancellationToken cancellationToken)
        => drop.GetBlobClient($"{Tenant}/{file.Name}").UploadAsync(new BinaryData(file.Content), overwrite: true, cancellationToken);

    public async Task<IReadOnlyList<DocumentState>> ListAsync(CancellationToken cancellationToken)
        => (await GetAsync<Page<DocumentState>>("/documents?top=200", cancellationToken)).Items;

    public Task<DocumentState> GetAsync(string id, CancellationToken cancellationToken) => GetAsync<DocumentState>($"/documents/{id}", cancellationToken);

    /// <summary>The bytes that were kept.</summary>
    public async Task<byte[]> ContentAsync(string id, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, $"/documents/{id}/content", body: null, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<RegisterNumber>> RegisterAsync(int year, CancellationToken cancellationToken)
        => (await GetAsync<Page<RegisterNumber>>($"/register/{year}?top=200", cancellationToken)).Items;

    /// <summary>A person decides about a document.</summary>
    public Task DecideAsync(DocumentState document, string verb, object body, CancellationToken cancellationToken)
        => SendAsync(HttpMethod.Post, $"/documents/{document.Id}/{verb}", body, cancellationToken);

    public Task StartSweepAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, "/documents-sweeps", body: null, cancellationToken);

    public async Task<SweepReport?> LastSweepAsync(CancellationToken cancellationToken)
        => (await GetAsync<Page<SweepReport>>("/documents-sweeps?top=1", cancellationToken)).Items is [var last, ..] ? last : null;

    /// <summary>Asks whether a posting may be made; nothing changes.</summary>
    public async Task<PostingDecision> AskPostingAsync(string ledger, string day, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Post, "/posting-checks", new { ledger, day }, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<PostingAnswer>(Format, cancellationToken))!.Decision;
    }

    /// <summary>The mails that a mail server would have got, as they were written.</summary>
    public async Task<IReadOnlyList<string>> MailsAsync(CancellationToken cancellationToken)
    {
        List<string> mails = [];
        await foreach (var blob in mailOut.GetBlobsAsync(prefix: $"{Tenant}/", cancellationToken: cancellationToken))
        {
            mails.Add((await mailOut.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken)).Value.Content.ToString());
        }

        return mails;
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, body: null, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<T>(Format, cancellationToken))!;
    }

    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken, string user = User)
    {
        using var answer = await AskAsync(method, path, body, cancellationToken, user);
        await RequireSuccessAsync(answer, cancellationToken);
    }

    /// <summary>Sends what must be refused.</summary>
    /// <returns>The code of the refusal.</returns>
    public async Task<string> RefusedAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Post, path, body, cancellationToken);
        return answer.IsSuccessStatusCode
            ? throw new DemoException($"POST {Address}{path} had to be refused and was not. The log is {App.Log}.")
            : (await answer.Content.ReadFromJsonAsync<Problem>(Format, cancellationToken))!.Code;
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken, string user = User)
    {
        using var request = new HttpRequestMessage(method, $"{Address}{path}") { Content = body is null ? null : JsonContent.Create(body, options: Format) };
        request.Headers.Add("x-dev-user", user);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        return await http.SendAsync(request, cancellationToken);
    }

    private async Task RequireSuccessAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            var why = answer.StatusCode == HttpStatusCode.Unauthorized && text.Length == 0 ? $"the key or the user '{User}' was refused; local.settings.sample.json has both" : text;
            throw new DemoException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode}: {why} (log: {App.Log})");
        }
    }

    private sealed record Problem(string Code);
}

/// <summary>The first page of a list; the demo's lists have no second.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items);

/// <summary>A document as the API shows it, as far as the demo looks.</summary>
internal sealed record DocumentState(string Id, string State, string Name, string? Sha256, string? Kind, string? Destination, string? QuarantineReason, RegisterNumber? Register, DocumentFields? Header, string? FirstDocumentId, NotificationState? Notification)
{
    public bool IsSettled => State is not ("Received" or "Examined");

    public bool IsNotified => Notification?.SentAt is not null;
}

internal sealed record RegisterNumber(string Signature, int Year, long Number);

internal sealed record DocumentFields(string? Number, string? IssueDate, DocumentParty? Seller, string? Currency, decimal? GrossAmount)
{
    /// <summary>The total as people write it: 242.00 RON.</summary>
    public string? Gross => GrossAmount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {Currency}") : null;
}

internal sealed record DocumentParty(string? Name);

internal sealed record NotificationState(DateTimeOffset? SentAt);

internal sealed record SweepReport(DateTimeOffset SweptAt, SweepCounts Result);

internal sealed record SweepCounts(int TakenUp, int Restarted, int DecisionsApplied, int NoticesSent, int Registered, int Discrepancies)
{
    public int Repairs => TakenUp + Restarted + DecisionsApplied + NoticesSent;
}
