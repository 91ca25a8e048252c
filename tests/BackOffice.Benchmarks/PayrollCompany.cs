using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Benchmarks;

/// <summary>A company with one Polish pay group of so many people, written into the store before the app starts. Nobody is a recipient of notifications.</summary>
internal static class PayrollCompany
{
    public const string Tenant = DocumentsWorld.Tenant;
    public const string Group = "office";

    /// <summary>A small group whose run warms the app up before anything is measured.</summary>
    public const string Pilot = "pilot";

    private const int Pilots = 2_000;

    /// <summary>Rows of one transaction.</summary>
    private const int Batch = 100;

    private static readonly DateTimeOffset Founded = new(2025, 12, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly LocalDate Since = new(2025, 1, 1);
    private static readonly string[] Ibans = ["PL61109010140000071219812874", "PL27114020040000300201355387", "PL10105000997603123456789123"];

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D6}");

    public static async Task FoundAsync(string account, int people, CancellationToken cancellationToken)
    {
        var (tables, blobs) = (new TableServiceClient(account), new BlobServiceClient(account));
        await new DocumentsWorld(account).FoundCompanyAsync();
        foreach (var table in (string[])[PeopleKeys.People, PeopleKeys.Groups])
        {
            await tables.GetTableClient(table).CreateIfNotExistsAsync(cancellationToken);
        }

        await FoundAsync((tables, blobs), Pilot, Pilots, cancellationToken);
        await FoundAsync((tables, blobs), Group, people, cancellationToken);
    }

    private static async Task FoundAsync((TableServiceClient Tables, BlobServiceClient Blobs) storage, string group, int people, CancellationToken cancellationToken)
    {
        await new PayGroups(storage.Tables).TrySaveAsync(Tenant, GroupFile(group), version: null, cancellationToken);
        var store = new PersonTable(storage.Tables, storage.Blobs);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, people).Chunk(Batch),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (numbers, token) => _ = await store.TrySaveAsync(Tenant, group, [.. numbers.Select(number => new StoredPerson(Person(number), Version: null))], token)
                ? true
                : throw new InvalidOperationException("Somebody else founds this company."));
    }

    private static PersonFile Person(int number) => PersonFile.Empty(IdOf(number)).Record(
        [
            Draft(new EntryContent { Identity = new Identity { GivenName = "Anna", FamilyName = $"Nowak {number}", BornOn = new LocalDate(1985, 3, 14), Sex = Sex.Female } }),
            Draft(new EntryContent { Employment = new Employment { HiredOn = Since } }, "e1"),
            Draft(new EntryContent { Terms = new Terms { MonthlyPay = 5_000 + (10 * (number % 500)) } }, "c1"),
            Draft(new EntryContent { Account = new BankAccount { Iban = Ibans[number % Ibans.Length] } }, "main"),
        ],
        new Scribe("paola", Founded, "Hired", "founding"));

    private static EntryDraft Draft(EntryContent content, string key = "") => new() { Key = key, ValidFrom = Since, Content = content };

    private static PayGroupFile GroupFile(string group) => PayGroupFile.Empty.With(new PayGroupVersion
    {
        ValidFrom = Since,
        RecordedAt = Founded,
        RecordedBy = "paola",
        Reason = "Founded",
        Group = new PayGroup
        {
            Id = group,
            Country = "PL",
            Currency = Currency.Pln,
            Employer = new Employer("Acme Polska sp. z o.o.", new StreetAddress("Prosta", "1", "00-001", "Warszawa", "PL"), "5260250995"),
            Accounts = [new DebtorAccount(Ibans[0])],
        },
    });
}
