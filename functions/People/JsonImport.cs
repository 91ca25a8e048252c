using System.Text.Json;
using BackOffice.Http;
using BackOffice.People.Domain;

namespace BackOffice.People;

/// <summary>Reads people from JSON: a list of what is said of whom, each with the entries of the API.</summary>
internal static class JsonImport
{
    public static ReadImport Read(ReadOnlyMemory<byte> content)
    {
        List<ImportRow> rows = [];
        List<ImportError> errors = [];
        try
        {
            using var list = JsonDocument.Parse(content);
            if (list.RootElement.ValueKind != JsonValueKind.Array)
            {
                return new ReadImport([], [new ImportError(0, "", "no-table", "This is no list of people.")]);
            }

            foreach (var (place, item) in list.RootElement.EnumerateArray().Index())
            {
                if (RowOf(place + 1, item, errors) is { } row)
                {
                    rows.Add(row);
                }
            }
        }
        catch (JsonException malformed)
        {
            errors.Add(new ImportError((int)(malformed.LineNumber ?? 0) + 1, "", "no-table", "This is no JSON."));
        }

        return new ReadImport(rows, errors);
    }

    private static ImportRow? RowOf(int place, JsonElement item, List<ImportError> errors)
    {
        try
        {
            var said = item.Deserialize<ImportItem>(Json.Options);
            if (said is null || PersonCheck.ProblemWithId(said.Person) is not null)
            {
                errors.Add(new ImportError(place, "person", "wrong-id", PersonCheck.ProblemWithId(said?.Person ?? "")!));
                return null;
            }

            return new ImportRow(place, said.Person, said.Entries);
        }
        catch (JsonException malformed)
        {
            errors.Add(new ImportError(place, malformed.Path ?? "", "wrong-item", Misfit.Describe(typeof(ImportItem), malformed)));
            return null;
        }
    }
}

/// <summary>What an import says of one person.</summary>
/// <param name="Person">The id.</param>
/// <param name="Entries">As for one person over HTTP.</param>
internal sealed record ImportItem(string Person, IReadOnlyList<EntryDraft> Entries);
