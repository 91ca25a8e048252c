using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>That nothing is lost, as far as it can be seen from outside; and what the sweep says of the same from inside.</summary>
internal sealed class MonthProof(SampleCompany company, IAnsiConsole console)
{
    /// <returns>Whether everything is accounted for.</returns>
    public async Task<bool> PrintAsync(IReadOnlyList<DocumentState> documents, SweepCounts sweep, CancellationToken cancellationToken)
    {
        var numbered = documents.Select(document => document.Register).OfType<RegisterNumber>().ToList();
        List<RegisterNumber> entries = [];
        foreach (var year in numbered.Select(number => number.Year).Distinct())
        {
            entries.AddRange(await company.RegisterAsync(year, cancellationToken));
        }

        var kept = await KeptAsync(documents, cancellationToken);
        List<string> problems =
        [
            .. kept.Wrong.Select(name => $"{name}: the content that was kept is not what was dropped"),
            .. numbered.Except(entries).Select(number => $"{number.Signature} is on a document and not in the register"),
            .. entries.Except(numbered).Select(number => $"{number.Signature} is in the register and on no document"),
            .. entries.GroupBy(entry => entry.Year).Where(HasGap).Select(year => string.Create(CultureInfo.InvariantCulture, $"the register of {year.Key} has a gap")),
            .. sweep.Registered == entries.Count ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"the sweep saw {sweep.Registered} register entries, the register has {entries.Count}")],
            .. sweep.Discrepancies == 0 ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"the sweep found {sweep.Discrepancies} discrepancies: GET {company.Address}/documents-sweeps")],
        ];
        problems.ForEach(problem => console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]wrong: {problem}[/]"));
        if (problems.Count == 0)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seen from outside: {documents.Count} documents, {entries.Count} register entries numbered without a gap, each on one document, {kept.Right} contents kept byte for byte."));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The sweep compared {sweep.Registered} entries with documents and kept contents: 0 discrepancies, {sweep.Repairs} repairs (nothing was broken for it to mend)."));
        }

        return problems.Count == 0;
    }

    private async Task<(int Right, IReadOnlyList<string> Wrong)> KeptAsync(IReadOnlyList<DocumentState> documents, CancellationToken cancellationToken)
    {
        var right = 0;
        List<string> wrong = [];
        foreach (var document in documents.Where(document => document.Sha256 is not null))
        {
            var content = await company.ContentAsync(document.Id, cancellationToken);
            if (SampleFiles.October.FirstOrDefault(file => file.Name == document.Name) is { } file && content.AsSpan().SequenceEqual(file.Content))
            {
                right++;
            }
            else
            {
                wrong.Add(document.Name);
            }
        }

        return (right, wrong);
    }

    private static bool HasGap(IEnumerable<RegisterNumber> year) => !year.Select(entry => entry.Number).Order().Select((number, index) => number == index + 1).All(isNext => isNext);
}
