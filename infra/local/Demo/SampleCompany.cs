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

    /// <summary>Takes payment orders to the bank.</summary>
    public const string Payer = "demo-payer";

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly HttpClient http;
    private readonly BlobContainerClient drop;
    private readonly BlobContainerClient timesheets;
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
        timesheets = blobs.GetBlobContainerClient("timesheets");
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

    /// <summary>What a time clock does: put a month's hours into the folder of a pay group.</summary>
    public Task DropHoursAsync(string group, string period, SampleContent hours, CancellationToken cancellationToken)
        => timesheets.GetBlobClient($"{Tenant}/{group}/{period}/{hours.Name}").UploadAsync(new BinaryData(hours.Content), overwrite: true, cancellationToken);

    public async Task<IReadOnlyList<DocumentState>> ListAsync(CancellationToken cancellationToken)
        => (await GetAsync<Page<DocumentState>>("/documents?top=200", cancellationToken)).Items;

    public Task<DocumentState> GetAsync(string id, CancellationToken cancellationToken) => GetAsync<DocumentState>($"/documents/{id}", cancellationToken);

    /// <summary>The bytes that were kept.</summary>
    public Task<byte[]> ContentAsync(string id, CancellationToken cancellationToken) => DownloadAsync($"/documents/{id}/content", cancellationToken);

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
        => (await PostAsync<PostingAnswer>("/posting-checks", new { ledger, day }, cancellationToken)).Decision;

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

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken, string user = User)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, content: null, user, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    public async Task<byte[]> DownloadAsync(string path, CancellationToken cancellationToken, string user = User)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, content: null, user, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken, string user = User)
    {
        using var answer = await AskAsync(method, path, Body(body), user, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
    }

    /// <summary>Posts something and reads the answer.</summary>
    public async Task<T> PostAsync<T>(string path, HttpContent content, CancellationToken cancellationToken, string user = User)
    {
        using var answer = await AskAsync(HttpMethod.Post, path, content, user, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    public Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken, string user = User) => PostAsync<T>(path, Body(body)!, cancellationToken, user);

    /// <summary>Sends what must be refused.</summary>
    /// <returns>The code of the refusal.</returns>
    public async Task<string> RefusedAsync(string path, object body, CancellationToken cancellationToken)
        => (await RefusedAsync<Problem>(path, Body(body)!, cancellationToken)).Code;

    /// <summary>Sends what must be refused, and reads the refusal.</summary>
    public async Task<T> RefusedAsync<T>(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Post, path, content, User, cancellationToken);
        return answer.IsSuccessStatusCode
            ? throw new DemoException($"POST {Address}{path} had to be refused and was not. The log is {App.Log}.")
            : await ReadAsync<T>(answer, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private static JsonContent? Body(object? body) => body is null ? null : JsonContent.Create(body, options: Format);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
        => (await answer.Content.ReadFromJsonAsync<T>(Format, cancellationToken))!;

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? content, string user, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"{Address}{path}") { Content = content };
        request.Headers.Add("x-dev-user", user);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (content is JsonContent { Value: PersonEntries })
        {
            request.Headers.Add("If-Match", "*");
        }

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

/// <summary>What is written into a person's file, whatever was written there before.</summary>
internal sealed record PersonEntries(string Reason, IReadOnlyList<object> Entries);
