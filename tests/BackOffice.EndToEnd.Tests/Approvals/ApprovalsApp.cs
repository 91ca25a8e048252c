using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Approvals.Domain;
using BackOffice.Documents;
using BackOffice.Notifications;
using BackOffice.TestKit;

namespace BackOffice.Approvals;

/// <summary>
/// The whole app with the people of an office: rita and piero prepare, anna, bruno and carla approve, eva only ever stands in, zoe
/// administers, aldo audits.
/// </summary>
internal sealed class ApprovalsApp(DocumentsApp app) : IAsyncDisposable
{
    public const string Seen = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly string[] People = ["rita", "piero", "anna", "bruno", "carla", "eva", "zoe", "aldo"];

    public static IReadOnlyList<string> Users { get; } =
    [
        .. new[] { ("rita", "preparer, approver"), ("piero", "preparer"), ("anna", "approver"), ("bruno", "approver"), ("carla", "approver"), ("eva", "preparer"), ("zoe", "administrator"), ("aldo", "auditor") }
            .SelectMany(user => new[] { $"--LocalRuntime:Users:{user.Item1}:Roles={user.Item2}", $"--LocalRuntime:Users:{user.Item1}:Tenants=acme" }),
    ];

    /// <summary>Two of anna, bruno and rita; if they are silent for two days, one administrator for one more day.</summary>
    public static object TwoOfThree { get; } = Matrix(new
    {
        id = "two",
        kind = "*",
        levels = new object[]
        {
            new { quorum = 2, people = new[] { "anna", "bruno", "rita", "carla" }, within = new { length = 48, unit = "Hours" } },
            new { quorum = 1, roles = new[] { "administrator" }, within = new { length = 24, unit = "Hours" } },
        },
    });

    public DocumentsApp App => app;

    public static async Task<ApprovalsApp> StartAsync(DocumentsSetup? setup = null, object? matrix = null)
    {
        setup ??= new DocumentsSetup();
        var started = new ApprovalsApp(await DocumentsApp.StartAsync(setup with { Settings = [.. Users, .. setup.Settings] }));
        if (matrix is not null)
        {
            Assert.Equal(HttpStatusCode.OK, (await started.PutMatrixAsync("2020-01-01", matrix)).Status);
        }

        return started;
    }

    public static object Matrix(params object[] rules) => new { currency = "EUR", validFrom = "2020-01-01", source = "Test", rules };

    /// <summary>Writes a matrix, in the place of the one that is read first where there is one.</summary>
    public async Task<Answer> PutMatrixAsync(string validFrom, object matrix, string user = "zoe")
        => (await PutMatrixIfAsync(validFrom, matrix, (await MatrixTagAsync(validFrom))?.ToString(), user)).Answer;

    /// <param name="ifMatch">As it is sent; nothing when null.</param>
    public async Task<(Answer Answer, EntityTagHeaderValue? Tag)> PutMatrixIfAsync(string validFrom, object matrix, string? ifMatch, string user = "zoe")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/v1/acme/approval-matrices/{validFrom}", UriKind.Relative)) { Content = JsonContent.Create(matrix) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await app.SendAsync(request, new Asking(user));
        return (await Answer.ReadAsync(response), response.Headers.ETag);
    }

    /// <summary>Null where no matrix begins on that day.</summary>
    public async Task<EntityTagHeaderValue?> MatrixTagAsync(string validFrom)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/acme/approval-matrices/{validFrom}", UriKind.Relative));
        using var response = await app.SendAsync(request, new Asking("aldo"));
        return response.Headers.ETag;
    }

    /// <summary>Asks and waits until people are asked, or nobody has to be.</summary>
    public async Task<string> AskAsync(string user = "rita", string? amount = "1250.00 EUR", string kind = "invoice.pay", IReadOnlyList<string>? preparers = null)
    {
        var answer = await app.CommandAsync("acme/approvals", new { kind, subject = "2026/17", summary = "Bill of <Rossi & figli>", payloadDigest = Seen, amount, preparers }, user);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var id = answer.Json.GetProperty("id").GetString()!;
        await app.WaitAsync(async () => await RowAsync(id) is not null, $"{id} to be asked");
        return id;
    }

    public Task<Answer> SayAsync(string id, string word, string user, string? reason = "Seen and checked", string digest = Seen, string? key = null)
        => app.CommandAsync($"acme/approvals/{id}/{word}", word == "withdraw" ? new { reason } : new { reason, payloadDigest = digest }, user, key);

    public async Task<ApprovalRow> UntilAsync(string id, ApprovalState state)
    {
        await app.WaitAsync(async () => (await RowAsync(id))?.State == state, $"{id} to be {state}; it is {(await RowAsync(id))?.State}");
        return (await RowAsync(id))!;
    }

    public async Task<JsonElement> DetailsAsync(string id, string user = "aldo") => (await app.GetAsync($"acme/approvals/{id}", user)).Json;

    /// <summary>What happened, in words: Requested by rita, Decided by anna ...</summary>
    public async Task<IReadOnlyList<string>> StoryAsync(string id)
        => [.. (await DetailsAsync(id)).GetProperty("evidence").EnumerateArray().Select(piece => $"{piece.GetProperty("kind").GetString()} by {piece.GetProperty("actor").GetString()}")];

    public async Task<IReadOnlyList<string>> RefusedAttemptsAsync(string id)
        => [.. (await DetailsAsync(id)).GetProperty("refusedAttempts").EnumerateArray().Select(attempt => $"{attempt.GetProperty("actor").GetString()}: {attempt.GetProperty("why").GetString()}").Order(StringComparer.Ordinal)];

    public async Task<ApprovalRow?> RowAsync(string id)
    {
        var row = await new TableClient(app.Account, ApprovalKeys.Table).GetEntityIfExistsAsync<ApprovalRow>(ApprovalKeys.Partition("acme"), ApprovalRow.KeyOf(id));
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Who was told what: approval.requested to person-anna ...</summary>
    public async Task<IReadOnlyList<string>> ToldAsync()
        => [.. (await DocumentsWorld.MessagesAsync(app.Runner)).Select(message => $"{message.Subject} to {NameOf((string)message.ApplicationProperties["recipient"])}").Order(StringComparer.Ordinal)];

    /// <summary>Messages do not name people: person-anna stands for what does.</summary>
    private static string NameOf(string recipient)
        => People.FirstOrDefault(person => RecipientId.OfPerson("acme", person) == recipient) is { } known ? $"person-{known}" : recipient;

    public async Task UntilToldAsync(params string[] lines)
    {
        await app.WaitAsync(async () => (await ToldAsync()).Count >= lines.Length, $"{lines.Length} messages, not {string.Join(", ", await ToldAsync())}");
        Assert.Equal(lines.Order(StringComparer.Ordinal), await ToldAsync());
    }

    /// <summary>The link in the message to this person.</summary>
    public async Task<string> LinkOfAsync(string person, string subject = "approval.requested")
    {
        await app.WaitAsync(async () => (await ToldAsync()).Contains($"{subject} to person-{person}"), $"{person} to be told");
        var message = (await DocumentsWorld.MessagesAsync(app.Runner)).Last(message => message.Subject == subject && (string)message.ApplicationProperties["recipient"] == RecipientId.OfPerson("acme", person));
        return new Uri(JsonDocument.Parse(message.Body).RootElement.GetProperty("link").GetString()!).AbsolutePath;
    }

    /// <summary>As a browser on a phone: no key, and no user unless one is signed in there.</summary>
    public async Task<(HttpStatusCode Status, string Html)> OpenAsync(string link, HttpMethod? method = null, string? user = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(link, UriKind.Relative));
        using var response = await app.SendAsync(request, new Asking(user) { HasAccessKey = false });
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <param name="site">Where the form is from, as browsers say it; they say nothing when null.</param>
    public async Task<(HttpStatusCode Status, string Html)> SubmitAsync(string link, string decision, string reason = "", string? user = null, string? site = null)
    {
        using var form = new FormUrlEncodedContent([new("decision", decision), new("reason", reason)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(link, UriKind.Relative)) { Content = form };
        if (site is not null)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        }

        using var response = await app.SendAsync(request, new Asking(user) { HasAccessKey = false });
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
