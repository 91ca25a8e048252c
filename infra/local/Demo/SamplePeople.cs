using System.Globalization;
using System.Net.Http.Headers;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>Who is paid and what they worked: pay groups, people from files, hours from the drop.</summary>
internal sealed class SamplePeople(SampleCompany company, IAnsiConsole console, string period)
{
    private const string Since = "2024-01-01";

    /// <summary>Says who pays, takes people in and has their hours approved.</summary>
    public async Task TakeInAsync(SamplePayGroup group, CancellationToken cancellationToken)
    {
        await FoundAsync(group, cancellationToken);
        var (people, entries) = (0, 0);
        foreach (var file in group.People)
        {
            var import = await ImportAsync(group, SampleContent.Read(file), cancellationToken);
            (people, entries) = (Math.Max(people, import.People), entries + import.Entries);
        }

        await company.DropHoursAsync(group.Id, period, SampleContent.Read(group.Hours), cancellationToken);
        var sheet = await ApproveHoursAsync(group, cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Place}: {people} people in {entries} entries from {string.Join(", ", group.People)}; {sheet.Rows} rows of hours of {sheet.People} of them approved."));
    }

    private Task FoundAsync(SamplePayGroup group, CancellationToken cancellationToken)
        => company.SendAsync(
            HttpMethod.Put,
            $"/pay-groups/{group.Id}",
            new
            {
                validFrom = Since,
                reason = "Acme pays its people",
                group = new
                {
                    id = group.Id,
                    country = group.Country,
                    currency = group.Currency,
                    employer = new { name = group.Employer, address = group.Address, taxId = group.TaxId },
                    accounts = new[] { new { iban = group.Iban } },
                    payDay = group.PayDay,
                    localDays = group.LocalDays,
                    payees = group.Payees,
                },
            },
            cancellationToken);

    private async Task<ImportedPeople> ImportAsync(SamplePayGroup group, SampleContent file, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(file.Content);
        content.Headers.ContentType = new MediaTypeHeaderValue(file.MediaType);
        return await company.PostAsync<ImportedPeople>($"/people/import?group={group.Id}&reason=Staff%20list%20{file.Name}", content, cancellationToken);
    }

    /// <summary>What lay in the drop is checked by itself, and approved by a person.</summary>
    private async Task<Timesheet> ApproveHoursAsync(SamplePayGroup group, CancellationToken cancellationToken)
    {
        var path = $"/timesheets?group={group.Id}&period={period}";
        var sheet = await Waiting.UntilAsync(
            async () => (await company.GetAsync<IReadOnlyList<Timesheet>>(path, cancellationToken)).FirstOrDefault(sheet => sheet.State is not "Received"),
            $"the hours of {group.Place} to be checked: GET {company.Address}{path}",
            cancellationToken);
        return sheet.State == "Checked"
            ? await company.PostAsync<Timesheet>($"/timesheets/{group.Id}/{period}/{sheet.Sheet}/approve", new { reason = "Compared with the roster" }, cancellationToken, SampleCompany.Approver)
            : throw new DemoException($"The hours of {group.Place} are {sheet.State}: GET {company.Address}/timesheets/{group.Id}/{period}/{sheet.Sheet}");
    }
}

internal sealed record ImportedPeople(int People, int Entries);

internal sealed record Timesheet(string Sheet, string State, int Rows, int People);
