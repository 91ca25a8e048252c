using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Azure.Data.Tables;
using BackOffice.Documents;
using BackOffice.People.Domain;
using BackOffice.TestKit;

namespace BackOffice.People;

/// <summary>A company with a pay group of people, made and looked at past the app.</summary>
internal sealed class PeopleWorld(string account)
{
    public const string Tenant = "acme";
    public const string Group = "staff";
    public const string Iban = "PL61109010140000071219812874";

    private readonly TableServiceClient tables = new(account);

    public static object GroupBody(string name = "Acme sp. z o.o.", string validFrom = "2026-01-01") => new
    {
        validFrom,
        reason = "The company pays its people",
        group = new
        {
            id = Group,
            country = "PL",
            currency = "PLN",
            employer = new { name, address = new { street = "Prosta", building = "1", postcode = "00-001", town = "Warszawa", country = "PL" }, taxId = "5260250274" },
            accounts = new[] { new { iban = Iban } },
        },
    };

    public static HttpContent Csv(string text) => new StringContent(text, Encoding.UTF8, "text/csv");

    /// <summary>So many people, each with an employment, a contract and an account.</summary>
    public static string People(int count, decimal pay = 6_000)
    {
        var csv = new StringBuilder("person,given_name,family_name,born_on,sex,hired_on,contract,monthly_pay,fte,cost_centres,iban\n");
        for (var number = 1; number <= count; number++)
        {
            csv.AppendLine(CultureInfo.InvariantCulture, $"e{number:0000},Anna,\"Nowak, {number}\",1990-05-01,female,2026-01-01,c1,{pay + number},1,north=2;south=1,{Iban}");
        }

        return csv.ToString();
    }

    public static string ImportPath(string reason = "Take over", string more = "") => $"{Tenant}/people/import?group={Group}&reason={Uri.EscapeDataString(reason)}{more}";

    /// <summary>Founds the company and its group in a store that no app runs on.</summary>
    public async Task FoundAsync()
    {
        await new DocumentsWorld(account).FoundCompanyAsync();
        foreach (var name in new[] { PeopleKeys.People, PeopleKeys.Groups, PeopleKeys.Imports })
        {
            await tables.GetTableClient(name).CreateIfNotExistsAsync();
        }

        var group = PeopleSamples() with { Id = Group };
        await new PayGroups(tables).TrySaveAsync(
            Tenant,
            PayGroupFile.Empty.With(new PayGroupVersion { ValidFrom = new NodaTime.LocalDate(2026, 1, 1), Group = group, RecordedAt = new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero), RecordedBy = "admin", Reason = "A test" }),
            version: null,
            TestContext.Current.CancellationToken);
    }

    public static PayGroup PeopleSamples() => new()
    {
        Id = Group,
        Country = "PL",
        Currency = Primitives.Currency.Pln,
        Employer = new Employer("Acme sp. z o.o.", new StreetAddress("Prosta", "1", "00-001", "Warszawa", "PL"), "5260250274"),
    };

    /// <summary>Every person and what the last entries say, and the imports; without times.</summary>
    public async Task<string> SnapshotAsync()
    {
        List<string> lines = [];
        await foreach (var row in tables.GetTableClient(PeopleKeys.People).QueryAsync<TableEntity>())
        {
            var file = PersonRows.Read(row);
            lines.Add($"{row.PartitionKey} {file.Person}: {string.Join(' ', file.Entries.Select(entry => $"{entry.No}:{entry.Kind}:{entry.Key}:{entry.Supersedes}:{entry.Source}"))} at {file.Entries.Select(entry => entry.RecordedAt).Distinct().Count()} times");
        }

        await foreach (var row in tables.GetTableClient(PeopleKeys.Imports).QueryAsync<TableEntity>())
        {
            lines.Add($"{row.RowKey} {row.GetBoolean("IsApplied")} {row.GetInt32("Entries")}");
        }

        return string.Join('\n', lines);
    }

    public async Task<int> CountAsync()
    {
        var count = 0;
        await foreach (var row in tables.GetTableClient(PeopleKeys.People).QueryAsync<TableEntity>(select: ["RowKey"]))
        {
            count += row.RowKey.Length > 0 ? 1 : 0;
        }

        return count;
    }
}

/// <summary>What people do with the app.</summary>
internal static class PeopleSteps
{
    extension(DocumentsApp app)
    {
        public Task<Answer> PutAsync(string path, object body, string user = DocumentsApp.Admin)
            => app.AskAsync(HttpMethod.Put, path, new Asking(user, Content: JsonContent.Create(body)));

        public Task<Answer> ImportAsync(string csv, string reason = "Take over", string more = "", string? key = null)
            => app.AskAsync(HttpMethod.Post, PeopleWorld.ImportPath(reason, more), new Asking(Key: key ?? Guid.NewGuid().ToString("N"), Content: PeopleWorld.Csv(csv)));

        /// <summary>A command on a person in the version that was seen.</summary>
        public async Task<Answer> ChangeAsync(string path, object body, string? etag, string header = "If-Match")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/{PeopleWorld.Tenant}/people/{PeopleWorld.Group}/{path}", UriKind.Relative)) { Content = JsonContent.Create(body) };
            if (etag is not null)
            {
                request.Headers.TryAddWithoutValidation(header, etag);
            }

            using var response = await app.SendAsync(request, new Asking(Key: Guid.NewGuid().ToString("N")));
            return await Answer.ReadAsync(response);
        }

        public async Task<string> TagOfAsync(string person)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/{PeopleWorld.Tenant}/people/{PeopleWorld.Group}/{person}", UriKind.Relative));
            using var response = await app.SendAsync(request, new Asking());
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return response.Headers.ETag!.ToString();
        }
    }
}
