using System.Security.Cryptography;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.People;

/// <summary>What somebody wants imported.</summary>
/// <param name="From">The first day of rows that say none; null when each must.</param>
/// <param name="Content">As it was sent.</param>
internal sealed record ImportOrder(string Tenant, string Group, ImportFormat Format, LocalDate? From, string Reason, ReadOnlyMemory<byte> Content)
{
    /// <summary>The same content for the same group and reason is the same import.</summary>
    public string Id => Digest.Of(Tenant, Group, $"{Format}", From is { } day ? LocalDatePattern.Iso.Format(day) : "", Reason, Convert.ToHexStringLower(SHA256.HashData(Content.Span)))[..28];
}

/// <summary>Imports people: every row is checked before the first is written, and then all are, or none.</summary>
public sealed class PeopleImports(PendingImports imports, PayGroups groups, CountryRuleBook rules)
{
    public const int MostRows = 50_000;
    private const int Chunk = 500;
    private const int MostErrors = 1_000;
    private const int MostChanges = 200;

    /// <summary>What the import would change; nothing is written.</summary>
    /// <exception cref="RefusedException">404 not-found, there is no such group; 422 import-refused, with every error.</exception>
    internal async Task<ImportPreview> PreviewAsync(ImportOrder order, Actor actor, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(order, cancellationToken);
        var read = ReadChecked(order);
        List<ImportError> errors = [.. read.Errors];
        List<ImportChange> changes = [];
        var (people, added, entries) = (0, 0, 0);
        foreach (var chunk in read.ByPerson().Chunk(Chunk))
        {
            var known = await imports.ReadAsync((order.Tenant, order.Group), [.. chunk.Select(entry => entry.Person)], cancellationToken);
            foreach (var (person, rows) in chunk)
            {
                var plan = ImportPlan.Of(known[person].File, rows, frame, new Scribe(actor.Name, actor.Now, order.Reason, PendingImports.SourceOf(order.Id)));
                errors.AddRange(plan.Errors);
                changes.AddRange(plan.Changes.Take(MostChanges - changes.Count));
                (people, added, entries) = (people + 1, added + (known[person].Version is null ? 1 : 0), entries + plan.Changes.Count);
            }
        }

        return errors.Count == 0 ? new ImportPreview(read.Rows.Count, people, added, entries, changes) : throw Refuse(errors);
    }

    /// <summary>Imports, or finishes what the same import left undone.</summary>
    /// <exception cref="RefusedException">As for the preview; then nothing is written.</exception>
    internal async Task<ImportHead> RunAsync(ImportOrder order, Actor actor, CancellationToken cancellationToken)
    {
        var head = await imports.FindAsync(order.Tenant, order.Id, cancellationToken);
        if (head is null)
        {
            await imports.FinishAsync(order.Tenant, order.Group, cancellationToken);
            var preview = await PreviewAsync(order, actor, cancellationToken);
            head = await imports.DecideAsync(order.Tenant, HeadOf(order, preview, actor), order.Content, cancellationToken);
        }

        await imports.ApplyAsync(order.Tenant, head, cancellationToken);
        return head;
    }

    private async Task<CheckFrame> FrameAsync(ImportOrder order, CancellationToken cancellationToken)
    {
        var file = await groups.FindFileAsync(order.Tenant, order.Group, cancellationToken) ?? throw RefusedException.NotFound($"There is no pay group '{order.Group}'.");
        return new CheckFrame(file.File.Versions[^1].Group.Country, rules, await groups.ElementsOfAsync(order.Tenant, cancellationToken));
    }

    private static ReadImport ReadChecked(ImportOrder order)
    {
        var read = order.Format == ImportFormat.Csv ? CsvImport.Read(order.Content, order.From) : JsonImport.Read(order.Content);
        return read.Rows.Count > MostRows ? throw Refuse([new ImportError(0, "", "too-many-rows", $"An import has {MostRows} rows at most. Send several.")])
            : read.Rows.Count == 0 && read.Errors.Count == 0 ? throw Refuse([new ImportError(0, "", "no-rows", "There is nobody in it.")])
            : read;
    }

    private static ImportHead HeadOf(ImportOrder order, ImportPreview preview, Actor actor) => new()
    {
        PartitionKey = order.Tenant,
        RowKey = ImportHead.KeyOf(order.Id),
        Group = order.Group,
        Format = order.Format,
        ValidFrom = order.From is { } day ? LocalDatePattern.Iso.Format(day) : null,
        Reason = order.Reason,
        By = actor.Name,
        At = actor.Now,
        Rows = preview.Rows,
        People = preview.People,
        Entries = preview.Entries,
    };

    private static RefusedException Refuse(List<ImportError> errors)
        => new(StatusCodes.Status422UnprocessableEntity, "import-refused", $"{errors.Count} things are wrong; nothing was imported.")
        {
            More = new Dictionary<string, object?> { ["errors"] = errors.OrderBy(error => error.Line).Take(MostErrors).ToList(), ["errorCount"] = errors.Count },
        };
}

/// <summary>What an import changes.</summary>
/// <param name="Rows">In the file.</param>
/// <param name="People">Whom it speaks of.</param>
/// <param name="NewPeople">Of these, whom the group does not know.</param>
/// <param name="Entries">That are written; what is known already is not.</param>
/// <param name="Changes">The first two hundred of them.</param>
internal sealed record ImportPreview(int Rows, int People, int NewPeople, int Entries, IReadOnlyList<ImportChange> Changes);
