using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;

namespace BackOffice.People;

/// <summary>Where a person is kept.</summary>
internal sealed record PersonReference(string Tenant, string Group, string Person);

/// <summary>Writes into people's files, each command once.</summary>
public sealed class PersonChanges(PersonTable people, PayGroups groups, CountryRuleBook rules)
{
    private const int MostProblems = 100;

    /// <summary>Writes drafts into a file, new or known. What the same command wrote before is not written again.</summary>
    /// <param name="person">Whose file.</param>
    /// <param name="drafts">From the file as it stands.</param>
    /// <param name="by">Who, when, why, by which command.</param>
    /// <param name="request">With If-Match, where the file is known.</param>
    /// <exception cref="RefusedException">404 not-found, no such group; 412 or 428, not the version that was seen; 422 entries-refused.</exception>
    internal async Task<PersonFile> RecordAsync(PersonReference person, Func<PersonFile, IReadOnlyList<EntryDraft>> drafts, Scribe by, HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        var before = await people.FindAsync(person.Tenant, person.Group, person.Person, cancellationToken);
        var file = before?.File ?? PersonFile.Empty(person.Person);
        if (file.HasFrom(by.Source))
        {
            return file;
        }

        await ETags.RequireSeenAsync(request, before is null ? null : PersonView.Of(person, file), isNew: before is null);
        var frame = await FrameAsync(person, cancellationToken);
        var after = Checked(file, drafts(file), by, frame);
        return ReferenceEquals(after, file) || await people.TrySaveAsync(person.Tenant, person.Group, [new StoredPerson(after, before?.Version)], cancellationToken)
            ? after
            : throw new RefusedException(StatusCodes.Status412PreconditionFailed, "etag-mismatch", "Somebody else changed the person at the same time. Read it again.");
    }

    private async Task<CheckFrame> FrameAsync(PersonReference person, CancellationToken cancellationToken)
    {
        if (PersonCheck.ProblemWithId(person.Person) is { } problem)
        {
            throw RefusedException.Invalid(problem);
        }

        var group = await groups.FindFileAsync(person.Tenant, person.Group, cancellationToken) ?? throw RefusedException.NotFound($"There is no pay group '{person.Group}'.");
        return new CheckFrame(group.File.Versions[^1].Group.Country, rules, await groups.ElementsOfAsync(person.Tenant, cancellationToken));
    }

    private static PersonFile Checked(PersonFile file, IReadOnlyList<EntryDraft> drafts, Scribe by, CheckFrame frame)
    {
        var problems = drafts.SelectMany((draft, place) => EntryCheck.ProblemsOf(draft, frame).Select(problem => problem with { Field = $"entries[{place}].{problem.Field}" })).ToList();
        if (problems.Count == 0)
        {
            var after = file.Record(drafts, by);
            problems.AddRange(PersonCheck.ProblemsOf(after).Select(found => found.Problem));
            if (problems.Count == 0)
            {
                return after;
            }
        }

        throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "entries-refused", $"{problems.Count} things are wrong; nothing was written.")
        {
            More = new Dictionary<string, object?> { ["errors"] = problems.Take(MostProblems).ToList() },
        };
    }
}
