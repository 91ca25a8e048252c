using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.TestKit;
using BackOffice.Tests.Conformance;

namespace BackOffice.Documents;

/// <summary>Every document that others made available, through the whole app.</summary>
public sealed class CorpusIntakeTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>No two of the files are the same, so some are dropped twice.</summary>
    private const int Copies = 10;

    private static readonly string[] NotDropped = [".json", ".txt", ".csv", ".md", ".rst"];

    [Fact]
    public async Task Every_file_of_the_corpus_is_registered_once_or_set_aside_with_a_reason_or_linked_to_its_first()
    {
        var started = Stopwatch.GetTimestamp();
        var files = Files().ToDictionary(file => file, Corpus.Read, StringComparer.Ordinal);
        foreach (var file in files.Keys.Order(StringComparer.Ordinal).Take(Copies).ToList())
        {
            files[$"copies/{file}"] = files[file];
        }

        await using var app = await DocumentsApp.StartAsync();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (file, _) => await app.World.DropAsync(file.Key, file.Value));

        await app.SettleAsync(files.Count);

        var documents = await app.World.DocumentsAsync();
        Report("state", documents.Select(document => $"{document.State}"));
        Report("kind", documents.Select(document => document.Kind!));
        Report("set aside", documents.Where(document => document.QuarantineReason is not null).Select(document => document.QuarantineReason!));
        AssertContents(documents, files);
        await AssertRegisterAsync(app.World, documents);
        await AssertNoticesAsync(app, documents);
        await AssertKeptAsync(app.World, documents);
        Assert.Equal((documents.Count(document => document.Number is not null), 0), await SweepAsync(app));
        Assert.All(await app.World.SweepsAsync(), sweep => Assert.Equal("[]", sweep.Discrepancies));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
    }

    private static IEnumerable<string> Files()
    {
        var root = Corpus.RootOrSkip();
        var scans = Directory.EnumerateFiles(Path.Combine(root, "scans"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'));
        return Corpus.Manifest().Where(row => row.Set != "rule-units").Select(row => row.File)
            .Concat(scans)
            .Where(file => !NotDropped.Contains(Path.GetExtension(file)))
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>Each file is one document, with its own digest and size, and is what the rules say it is.</summary>
    private static void AssertContents(IReadOnlyList<DocumentRow> documents, Dictionary<string, byte[]> files)
    {
        var seen = documents.ToDictionary(document => document.Name[(DocumentsWorld.Tenant.Length + 1)..], StringComparer.Ordinal);
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal((Digest(file.Value), file.Value.Length), (seen[file.Key].Sha256, seen[file.Key].Size)));
        Assert.All(files, file => Assert.Equal(DocumentExaminer.Examine(file.Value, file.Key, ExaminationLimits.Default).Kind.ToString(), seen[file.Key].Kind));
    }

    /// <summary>A number for each accepted content, from 1 on without gap; the same content again points to it.</summary>
    private static async Task AssertRegisterAsync(DocumentsWorld world, IReadOnlyList<DocumentRow> documents)
    {
        var numbered = documents.Where(document => document.Number is not null).ToDictionary(document => document.Reference.DocumentId, StringComparer.Ordinal);
        var entries = await world.EntriesAsync();
        Assert.Equal(Enumerable.Range(1, numbered.Count).Select(number => (long)number), entries.Select(entry => entry.Number).Order());
        Assert.Equal(numbered.Count, entries.Select(entry => entry.Sha256).Distinct(StringComparer.Ordinal).Count());
        Assert.All(entries, entry => Assert.Equal((entry.Number, entry.Sha256), (numbered[entry.DocumentId].Number, numbered[entry.DocumentId].Sha256)));
        Assert.All(documents, document => Assert.True(document.State switch
        {
            DocumentState.Routed or DocumentState.NeedsPerson => document.Number is not null,
            DocumentState.Duplicate => document.Number is null && numbered[document.FirstDocumentId!].Sha256 == document.Sha256,
            DocumentState.Quarantined => document.Number is null && document.QuarantineReason is not null,
            _ => false,
        }));
    }

    private static async Task AssertNoticesAsync(DocumentsApp app, IReadOnlyList<DocumentRow> documents)
    {
        var messages = await DocumentsWorld.MessagesAsync(app.Runner);
        Assert.Equal(documents.Select(document => document.MessageId).Order(StringComparer.Ordinal), messages.Select(message => message.MessageId).Order(StringComparer.Ordinal));
        Assert.Equal(documents.Count, (await app.World.RowsAsync<TableEntity>("outbox|sent|")).Count);
    }

    private static async Task AssertKeptAsync(DocumentsWorld world, IReadOnlyList<DocumentRow> documents)
    {
        var kept = await world.BlobsAsync(DocumentKeys.Kept);
        Assert.Equal(documents.Select(document => DocumentKeys.KeptBlob(DocumentsWorld.Tenant, document.Sha256!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        await Parallel.ForEachAsync(kept, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (blob, stop) =>
        {
            var content = await world.Kept.GetBlobClient(blob).DownloadContentAsync(stop);
            Assert.Equal(blob[(blob.LastIndexOf('/') + 1)..], Digest(content.Value.Content.ToArray()));
        });
    }

    private static async Task<(int Registered, int Discrepancies)> SweepAsync(DocumentsApp app)
    {
        var report = await app.SweepAsync();
        return (report.Registered, report.Discrepancies);
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private void Report(string title, IEnumerable<string> names)
    {
        output.WriteLine(title);
        foreach (var group in names.CountBy(name => name).OrderByDescending(group => group.Value))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Value,6} {group.Key}"));
        }
    }
}
