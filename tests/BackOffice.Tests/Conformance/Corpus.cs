using System.Text;

namespace BackOffice.Tests.Conformance;

/// <summary>
/// The third-party test documents, which are not part of the project: read from the folder named by <c>BACKOFFICE_CORPUS</c>,
/// else from <c>../shared/corpus</c> beside the repository. Tests that need them are skipped where they are absent.
/// </summary>
public static class Corpus
{
    /// <summary>The folder, or null when there is none.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Skips the running test when the documents are absent; otherwise the folder.</summary>
    public static string RootOrSkip()
    {
        Assert.SkipWhen(Root is null, "No corpus: set BACKOFFICE_CORPUS to its folder.");
        return Root!;
    }

    /// <summary>The rows of MANIFEST.csv. Skips the running test when the documents are absent.</summary>
    public static IReadOnlyList<CorpusRow> Manifest()
        => [.. Table("MANIFEST.csv").Select(row => new CorpusRow(row))];

    /// <summary>A CSV file of the corpus as one dictionary a row. Skips the running test when the documents are absent.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string path)
    {
        List<List<string>> records = Records(File.ReadAllText(Path.Combine(RootOrSkip(), path)));
        List<string> names = records[0];
        return
        [
            .. records.Skip(1).Select(record => names.Zip(record).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)),
        ];
    }

    /// <summary>The bytes of one file of the corpus. Skips the running test when the documents are absent.</summary>
    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(RootOrSkip(), path));

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("BACKOFFICE_CORPUS");
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named) ? named : null;
        }

        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BackOffice.Functions.sln")))
        {
            folder = folder.Parent;
        }

        string? beside = folder is null ? null : Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "corpus"));
        return Directory.Exists(beside) ? beside : null;
    }

    private static List<List<string>> Records(string csv)
    {
        List<List<string>> records = [];
        List<string> record = [];
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < csv.Length; i++)
        {
            char c = csv[i];
            if (quoted)
            {
                if (c == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                {
                    field.Append(c);
                    i++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    field.Append(c);
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                record.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    records.Add(record);
                    record = [];
                }
            }
            else
            {
                field.Append(c);
            }
        }

        if (field.Length > 0 || record.Count > 0)
        {
            record.Add(field.ToString());
            records.Add(record);
        }

        return records;
    }
}

/// <summary>One row of MANIFEST.csv.</summary>
public sealed class CorpusRow(IReadOnlyDictionary<string, string> row)
{
    public string File => row["file"];

    public string Set => row["set"];

    public string Kind => row["kind"];

    public string RuleVerdict => row["rule_verdict"];

    public IReadOnlyList<string> RuleIds => row["rule_ids"].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string XsdVerdict => row["xsd_verdict"];

    public string Note => row["note"];

    public override string ToString() => File;
}
