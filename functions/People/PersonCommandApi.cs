using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.People.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.People;

/// <summary>Writes into people's files over HTTP. Nothing is overwritten: a correction is an entry of its own.</summary>
public sealed class PersonCommandApi(PersonChanges changes, Commands commands, TimeProvider time)
{
    private const string Route = PeopleApi.Route + "/{group}";
    private const int MostEntries = 100;

    /// <summary>Adds a person, under an id that the caller gives or that is made. If-None-Match: * refuses one who is there.</summary>
    [Function("AddPerson")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(PersonBody))]
    [Gives(201, typeof(PersonAnswer))]
    [Refuses(404, "not-found")]
    [Refuses(412, "etag-mismatch")]
    [Refuses(422, "entries-refused")]
    [Refuses(428, "etag-missing")]
    public Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, string group, CancellationToken cancellationToken)
        => commands.RunAsync<PersonBody>(
            request,
            tenant,
            (body, key) => WriteAsync(request, new PersonReference(tenant, group, body.Person ?? "p" + Digest.Of(tenant, group, key)[..20]), (_ => Checked(body.Entries), body.Reason, key)),
            cancellationToken);

    /// <summary>Writes entries into the file of a person: what holds from when. If-Match is the ETag of the person; who is new has none.</summary>
    [Function("RecordPersonEntries")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(EntriesBody))]
    [Tagged]
    [Gives(201, typeof(PersonAnswer))]
    [Refuses(404, "not-found")]
    [Refuses(422, "entries-refused")]
    [Refuses(428, "etag-missing")]
    public Task<IResult> RecordAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{person}/entries")] HttpRequest request, string tenant, string group, string person, CancellationToken cancellationToken)
        => commands.RunAsync<EntriesBody>(request, tenant, (body, key) => WriteAsync(request, new PersonReference(tenant, group, person), (_ => Checked(body.Entries), body.Reason, key)), cancellationToken);

    /// <summary>Says when an employment ends. If-Match is the ETag of the person.</summary>
    [Function("RecordLeaving")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(LeaveBody))]
    [Tagged]
    [Gives(201, typeof(PersonAnswer))]
    [Refuses(404, "not-found")]
    [Refuses(422, "entries-refused")]
    [Refuses(428, "etag-missing")]
    public Task<IResult> LeaveAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{person}/leave")] HttpRequest request, string tenant, string group, string person, CancellationToken cancellationToken)
        => commands.RunAsync<LeaveBody>(request, tenant, (body, key) => WriteAsync(request, new PersonReference(tenant, group, person), (file => Movements.Leave(file, body), body.Reason, key)), cancellationToken);

    /// <summary>Hires somebody again who has left. If-Match is the ETag of the person.</summary>
    [Function("RecordRehiring")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(RehireBody))]
    [Tagged]
    [Gives(201, typeof(PersonAnswer))]
    [Refuses(404, "not-found")]
    [Refuses(422, "entries-refused")]
    [Refuses(428, "etag-missing")]
    public Task<IResult> RehireAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{person}/rehire")] HttpRequest request, string tenant, string group, string person, CancellationToken cancellationToken)
        => commands.RunAsync<RehireBody>(request, tenant, (body, key) => WriteAsync(request, new PersonReference(tenant, group, person), (file => Movements.Rehire(file, body), body.Reason, key)), cancellationToken);

    private async Task<CommandAnswer> WriteAsync(HttpRequest request, PersonReference person, (Func<PersonFile, IReadOnlyList<EntryDraft>> Drafts, string Reason, string Key) what)
    {
        var scribe = new Scribe(Caller.Of(request).Name, time.GetUtcNow(), Reasons.Checked(what.Reason), "command:" + Digest.Of(what.Key)[..20]);
        var file = await changes.RecordAsync(person, what.Drafts, scribe, request);
        return CommandAnswer.Created($"/api/v1/{person.Tenant}/people/{person.Group}/{person.Person}", new PersonAnswer(person.Group, person.Person, file.Entries.Count));
    }

    private static IReadOnlyList<EntryDraft> Checked(IReadOnlyList<EntryDraft> entries)
        => entries.Count is >= 1 and <= MostEntries ? entries : throw RefusedException.Invalid($"Send 1 to {MostEntries} entries.");
}
