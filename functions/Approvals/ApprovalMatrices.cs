using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Approvals.Domain;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Approvals;

/// <summary>
/// The approval matrices of tenants. A tenant's own goes before the one that comes with the app, rule by rule: where it has a rule
/// for a request, that one holds; where it has none, the shipped one does.
/// </summary>
public sealed class ApprovalMatrices(ApprovalStore store, TimeProvider time)
{
    /// <summary>As JSON; a property of a row holds 32 768 characters.</summary>
    private const int LongestMatrix = 30_000;

    private const int Tries = 5;

    /// <summary>Those that hold for a tenant on a day, in the order in which they are asked.</summary>
    internal async Task<IReadOnlyList<NamedMatrix>> InForceAsync(Tenant tenant, LocalDate day, CancellationToken cancellationToken)
    {
        var own = (await ListAsync(tenant.Id, cancellationToken)).FirstOrDefault(stored => stored.Matrix.HoldsOn(day));
        return [.. new[] { own?.Named, ShippedMatrices.Of(tenant.Country, day) }.OfType<NamedMatrix>()];
    }

    /// <summary>The rule for a question on a day, or why there is none.</summary>
    internal async Task<FoundRule> FindAsync(Tenant tenant, LocalDate day, MatrixQuestion question, CancellationToken cancellationToken)
        => RuleSearch.TryFind(await InForceAsync(tenant, day, cancellationToken), question, out var rule, out var problem)
            ? new FoundRule(rule, Problem: null)
            : new FoundRule(Rule: null, problem);

    /// <summary>A tenant's own, each in its last version, earliest first.</summary>
    internal async Task<IReadOnlyList<StoredMatrix>> ListAsync(string tenant, CancellationToken cancellationToken)
        => [.. (await store.ListAsync<StoredMatrix>(tenant, ApprovalKeys.MatrixPrefix, cancellationToken)).GroupBy(stored => stored.Matrix.ValidFrom).Select(versions => versions.MaxBy(stored => stored.Version)!)];

    /// <summary>Writes a matrix, or a new version of the one that begins on that day; the same content again changes nothing. Approvals under way keep theirs.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="matrix">As it shall be.</param>
    /// <param name="actor">Who writes it.</param>
    /// <param name="requireSeen">Refuses when the version it would follow, null for a new day, is not the one the actor has seen.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <exception cref="RefusedException">409 matrix-overlaps, matrix-busy, 400 invalid-request; whatever <paramref name="requireSeen"/> refuses with.</exception>
    internal async Task<StoredMatrix> PutAsync(string tenant, ApprovalMatrix matrix, string actor, Func<StoredMatrix?, Task> requireSeen, CancellationToken cancellationToken)
    {
        var problem = MatrixCheck.ProblemWith(matrix) ?? (RowJson.Write(matrix).Length > LongestMatrix ? $"A matrix has {LongestMatrix} characters at most." : null);
        if (problem is not null)
        {
            throw RefusedException.Invalid(problem);
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var head = await store.FindRowAsync(tenant, ApprovalKeys.MatrixHead, cancellationToken);
            var known = await ListAsync(tenant, cancellationToken);
            if (known.FirstOrDefault(other => other.Matrix.ValidFrom != matrix.ValidFrom && other.Matrix.Overlaps(matrix)) is { } overlapped)
            {
                throw new RefusedException(409, "matrix-overlaps", $"The matrix from {overlapped.Matrix.ValidFrom:uuuu-MM-dd} to {overlapped.Matrix.ValidTo?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "further notice"} holds on some of these days. End it first, by a new version of it with a 'validTo'.");
            }

            var before = known.FirstOrDefault(other => other.Matrix.ValidFrom == matrix.ValidFrom);
            if (before is not null && RowJson.Write(before.Matrix) == RowJson.Write(matrix))
            {
                return before;
            }

            await requireSeen(before);
            var next = new StoredMatrix(matrix, (before?.Version ?? 0) + 1, actor, time.GetUtcNow());
            if (await store.TryWriteAsync([Moved(tenant, head), new(TableTransactionActionType.Add, ApprovalStore.JsonRow(tenant, ApprovalKeys.MatrixVersion(matrix.ValidFrom, next.Version), RowJson.Write(next)))]))
            {
                return next;
            }
        }

        throw new RefusedException(409, "matrix-busy", "Others are changing the matrices; try again.");
    }

    private static TableTransactionAction Moved(string tenant, TableEntity? head)
        => head is null
            ? new(TableTransactionActionType.Add, ApprovalStore.JsonRow(tenant, ApprovalKeys.MatrixHead, "1"))
            : new(TableTransactionActionType.UpdateReplace, ApprovalStore.JsonRow(tenant, ApprovalKeys.MatrixHead, $"{JsonSerializer.Deserialize<int>(head.Text("Json")) + 1}"), head.ETag);
}

/// <summary>A version of a tenant's matrix, written once.</summary>
internal sealed record StoredMatrix(ApprovalMatrix Matrix, int Version, string PutBy, DateTimeOffset PutAt)
{
    internal NamedMatrix Named => new(string.Create(CultureInfo.InvariantCulture, $"own {Matrix.ValidFrom:uuuu-MM-dd} v{Version}"), Matrix);
}
