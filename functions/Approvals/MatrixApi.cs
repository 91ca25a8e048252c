using BackOffice.Approvals.Domain;
using BackOffice.Http;
using BackOffice.Notifications;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Approvals;

/// <summary>The approval matrix over HTTP: who has to approve what.</summary>
public sealed class MatrixApi(ApprovalMatrices matrices, TenantStore tenants, TimeProvider time)
{
    private const string Route = "v1/{tenant}/approval-matrices";

    /// <summary>The tenant's own matrices in their last versions, and the shipped one that holds today.</summary>
    [Function("ListMatrices")]
    [Allow]
    [Gives(200, typeof(MatricesView))]
    [Refuses(404, "not-found")]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var company = await tenants.RequireAsync(tenant, cancellationToken);
        return TypedResults.Ok(new MatricesView(
            [.. (await matrices.ListAsync(tenant, cancellationToken)).Select(MatrixView.Of)],
            ShippedMatrices.Of(company.Country, company.DayAt(time.GetUtcNow()))));
    }

    /// <summary>The tenant's own matrix that begins on a day, in its last version, with the ETag that changing it asks for.</summary>
    [Function("GetMatrix")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(MatrixView))]
    [Refuses(400, "invalid-request")]
    [Refuses(404, "not-found")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{validFrom}")] HttpRequest request, string tenant, string validFrom, CancellationToken cancellationToken)
    {
        var day = DayOf(validFrom, "The day in the address");
        var stored = (await matrices.ListAsync(tenant, cancellationToken)).FirstOrDefault(own => own.Matrix.ValidFrom == day);
        return ETags.Ok(request, stored is null ? throw RefusedException.NotFound("No matrix begins on that day.") : MatrixView.Of(stored));
    }

    /// <summary>Writes the matrix that begins on a day, or a new version of it: then If-Match is the ETag it was read with. The same content again changes nothing, and approvals under way keep the version they were asked by.</summary>
    [Function("PutMatrix")]
    [Allow(Role.Administrator)]
    [Tagged]
    [Takes(typeof(ApprovalMatrix))]
    [Gives(200, typeof(MatrixView))]
    [Refuses(409, "matrix-overlaps", "matrix-busy")]
    [Refuses(428, "etag-missing")]
    public async Task<IResult> PutAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = Route + "/{validFrom}")] HttpRequest request, string tenant, string validFrom, CancellationToken cancellationToken)
    {
        await tenants.RequireAsync(tenant, cancellationToken);
        var matrix = await Json.ReadAsync<ApprovalMatrix>(request, cancellationToken);
        return DayOf(validFrom, "The day in the address") == matrix.ValidFrom
            ? ETags.Ok(request, MatrixView.Of(await matrices.PutAsync(tenant, matrix, Caller.Of(request).Name, RequireSeenAsync, cancellationToken)))
            : throw RefusedException.Invalid("The day in the address is the matrix's 'validFrom'.");

        Task RequireSeenAsync(StoredMatrix? before) => ETags.RequireSeenAsync(request, before is null ? null : MatrixView.Of(before), isNew: before is null);
    }

    /// <summary>Who would have to approve this? ?kind=, ?amount=12.50 EUR, ?costCentre=, ?on=2026-01-31 (today when left out), ?requester=.</summary>
    [Function("PreviewApproval")]
    [Allow]
    [Gives(200, typeof(PreviewView))]
    [Query("kind", "What is to be approved, for instance period.reopen.", IsRequired = true)]
    [Query("amount", "Such as 12.50 EUR.")]
    [Query("costCentre", "Of the amount.")]
    [Query("on", "The day, as 2026-01-31; today when left out.")]
    [Query("requester", "The account that asks; the caller when left out.")]
    [Refuses(404, "not-found")]
    public async Task<IResult> PreviewAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}/approval-preview")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var company = await tenants.RequireAsync(tenant, cancellationToken);
        var day = request.Query["on"].FirstOrDefault() is { } on ? DayOf(on, "'on'") : company.DayAt(time.GetUtcNow());
        var question = QuestionOf(request.Query);
        var found = await matrices.FindAsync(company, day, question, cancellationToken);
        var requester = request.Query["requester"].FirstOrDefault() ?? Caller.Of(request).Name;
        var asked = found.Rule is null ? null : new ApprovalCase(question.Kind, requester, [], found.Rule);
        var first = asked?.NextPossibleLevel(0);
        return TypedResults.Ok(new PreviewView(
            found.Name,
            found.Problem,
            found.Rule is null ? [] : LevelView.Of(found.Rule),
            first + 1,
            asked is null || first is null ? [] : RecipientsOf(tenant, Circle.Of(asked, first.Value, []))));
    }

    private static IReadOnlyList<string> RecipientsOf(string tenant, Circle circle)
        => [.. circle.People.Select(person => RecipientId.OfPerson(tenant, person)), .. circle.Roles.Select(RecipientId.OfRole)];

    private static MatrixQuestion QuestionOf(IQueryCollection query)
    {
        var kind = query["kind"].FirstOrDefault() ?? "";
        var amount = query["amount"].FirstOrDefault();
        var parsed = Money.TryParse(amount, out var money) ? money : (Money?)null;
        var problem = Kind.ProblemWith(kind) ?? (amount is not null && parsed is null ? "An amount is written 12.50 EUR." : null);
        return problem is null ? new MatrixQuestion(kind, parsed, query["costCentre"].FirstOrDefault()) : throw RefusedException.Invalid(problem);
    }

    private static LocalDate DayOf(string text, string what)
        => LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : throw RefusedException.Invalid($"{what} is written 2026-01-31.");
}

/// <summary>A version of a tenant's matrix.</summary>
internal sealed record MatrixView(int Version, string PutBy, DateTimeOffset PutAt, ApprovalMatrix Matrix)
{
    public static MatrixView Of(StoredMatrix stored) => new(stored.Version, stored.PutBy, stored.PutAt, stored.Matrix);
}

/// <summary>All matrices of a tenant.</summary>
/// <param name="Own">They go first.</param>
/// <param name="Shipped">Fills in what they say nothing of.</param>
internal sealed record MatricesView(IReadOnlyList<MatrixView> Own, NamedMatrix? Shipped);

/// <summary>Who would have to approve.</summary>
/// <param name="Rule">And its version; null when there is none.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Levels">Empty when nobody is asked.</param>
/// <param name="FirstLevel">The first level that can reach its quorum without the requester, from 1; null when none can, or nobody is asked.</param>
/// <param name="Recipients">Whom that level is told by, as ids of the directory of recipients; delegates come on top.</param>
internal sealed record PreviewView(string? Rule, string? Problem, IReadOnlyList<LevelView> Levels, int? FirstLevel, IReadOnlyList<string> Recipients);
