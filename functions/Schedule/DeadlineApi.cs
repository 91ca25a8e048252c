using System.Text.Json.Serialization;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BackOffice.Schedule;

/// <summary>Statutory terms over HTTP: the list with days left, and what people say about them.</summary>
public sealed class DeadlineApi(Deadlines deadlines, DeadlineStore store, DeadlineRules rules, Commands commands)
{
    private const string Route = "v1/{tenant}/deadlines";

    /// <summary>By rule and subject; only the open ones with ?open=true.</summary>
    [Function("ListDeadlines")]
    [Allow]
    [Gives(200, typeof(Page<DeadlineView>))]
    [Paged]
    [Query("open", "'true' for those that are not met yet.")]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var openOnly = request.Query["open"].FirstOrDefault() switch
        {
            null => false,
            "true" => true,
            _ => throw RefusedException.Invalid("'open' is 'true' or left out."),
        };
        return TypedResults.Ok(await Paging.ReadAsync(request, store.Query(tenant, openOnly, Paging.TopOf(request)), deadlines.View, cancellationToken));
    }

    /// <summary>One term, with the day it is due and the days that are left.</summary>
    [Function("GetDeadline")]
    [Allow]
    [Gives(200, typeof(DeadlineView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => TypedResults.Ok(deadlines.View((IsId(id) ? await store.FindAsync(tenant, id, cancellationToken) : null) ?? throw NotFound()));

    /// <summary>Opens a term for an event that no feature knows of, such as an invoice that was issued on paper.</summary>
    [Function("OpenDeadline")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(DeadlineOpening))]
    [Gives(202, typeof(DeadlineView))]
    public Task<IResult> OpenAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => commands.RunAsync<DeadlineOpening>(request, tenant, async (body, _) => Answer(tenant, await deadlines.OpenAsync(Checked(tenant, body), cancellationToken)), cancellationToken);

    /// <summary>A person says that the term is met, and why.</summary>
    [Function("MeetDeadline")]
    [Allow(Role.Preparer, Role.Payer, Role.Administrator)]
    [Takes(typeof(JobDecision))]
    [Gives(202, typeof(DeadlineView))]
    public Task<IResult> MeetAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/meet")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return commands.RunAsync<JobDecision>(request, tenant, async (body, command) => Answer(tenant, await MeetAsync((tenant, id), new DeadlineMet(caller.Name, Reasons.Checked(body.Reason), command), cancellationToken)), cancellationToken);
    }

    private async Task<DeadlineView> MeetAsync((string Tenant, string Id) deadline, DeadlineMet met, CancellationToken cancellationToken)
        => (IsId(deadline.Id) ? await deadlines.MeetAsync(deadline.Tenant, deadline.Id, met, cancellationToken) : null) ?? throw NotFound();

    private Deadline Checked(string tenant, DeadlineOpening body)
    {
        if (string.IsNullOrEmpty(body.Rule) || string.IsNullOrEmpty(body.Subject))
        {
            throw RefusedException.Invalid("Give the rule and the subject.");
        }

        var deadline = new Deadline(tenant, body.Rule, body.Subject, body.Start) { Operation = body.Operation };
        var problem = rules.Latest(body.Rule) is null ? $"There is no rule '{body.Rule}'."
            : rules.Find(body.Rule, body.Start) is not { } rule ? $"The rule '{body.Rule}' is not in force on that day."
            : rule.Kind == DeadlineKind.Monthly ? "The calendar opens the terms of a month by itself."
            : deadline.Problem();
        return problem is null ? deadline : throw RefusedException.Invalid(problem);
    }

    private static CommandAnswer Answer(string tenant, DeadlineView view) => CommandAnswer.Accepted($"/api/v1/{tenant}/deadlines/{view.Id}", view);

    private static bool IsId(string id) => id.Length is > 0 and <= 200 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '~');

    private static RefusedException NotFound() => RefusedException.NotFound("There is no such deadline.");
}

/// <summary>An event that begins a statutory term.</summary>
/// <param name="Rule">The id of the term: ro.efactura for instance.</param>
/// <param name="Subject">The id of the record, 1 to 100 of letters, digits, '.', '_' and '-'.</param>
/// <param name="Start">The day of the event.</param>
internal sealed record DeadlineOpening(string Rule, string Subject, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate Start)
{
    /// <summary>The day of the operation behind it, where the law sets an end from there.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? Operation { get; init; }
}
