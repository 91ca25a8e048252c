using Azure;
using Azure.Data.Tables;

namespace BackOffice.LocalRuntime.Tests.Tables;

/// <summary>What Azure refuses is refused here before it is sent: the clients answer from an empty script.</summary>
public sealed class TableLimitTests
{
    private readonly TableClient table = Sandbox.Offline(new ScriptedStorage());

    [Fact]
    public async Task TS_20_A_transaction_has_one_partition()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Sandbox.Add("acme|a", "1"), Sandbox.Add("acme|b", "2")]));

        Assert.Equal((400, "CommandsInBatchActOnDifferentPartitions", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task TS_21_A_row_has_at_most_252_properties()
    {
        Assert.Equal((400, "TooManyProperties"), await Sandbox.RefusalOf(() => table.AddEntityAsync(WithProperties(253))));

        var real = await Sandbox.NewTableAsync();
        Assert.Equal(204, (await real.AddEntityAsync(WithProperties(252))).Status);

        static TableEntity WithProperties(int count)
        {
            var entity = new TableEntity("p", "r");
            for (var number = 0; number < count; number++)
            {
                entity[$"P{number}"] = number;
            }

            return entity;
        }
    }

    [Fact]
    public async Task TS_22_A_row_has_at_most_1_MiB_counted_in_UTF_16()
    {
        // 16 values of 32 768 characters are 1 MiB by themselves; names and keys come on top.
        Assert.Equal((400, "EntityTooLarge"), await Sandbox.RefusalOf(() => table.AddEntityAsync(WithValues(16))));

        var real = await Sandbox.NewTableAsync();
        Assert.Equal(204, (await real.AddEntityAsync(WithValues(15))).Status);

        static TableEntity WithValues(int count)
        {
            var entity = new TableEntity("p", "r");
            for (var number = 0; number < count; number++)
            {
                entity[$"P{number}"] = new string('x', 32 * 1024);
            }

            return entity;
        }
    }

    [Fact]
    public async Task TS_23_A_value_has_at_most_64_KiB()
    {
        Assert.Equal((400, "PropertyValueTooLarge"), await Sandbox.RefusalOf(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = new string('x', 32_769) })));
        Assert.Equal((400, "PropertyValueTooLarge"), await Sandbox.RefusalOf(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Bytes"] = new byte[65_537] })));
    }

    [Fact]
    public async Task TS_24_A_time_is_not_before_1601_and_keeps_100_ns()
    {
        var early = new DateTimeOffset(1600, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal((400, "OutOfRangeInput"), await Sandbox.RefusalOf(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Time"] = early })));

        var real = await Sandbox.NewTableAsync();
        var exact = new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero).AddTicks(1_234_567);
        await real.AddEntityAsync(new TableEntity("p", "r") { ["Time"] = exact });
        Assert.Equal(exact, (await real.GetEntityAsync<TableEntity>("p", "r")).Value.GetDateTimeOffset("Time"));
    }

    [Fact]
    public void TS_25_A_filter_holds_no_time_below_a_millisecond()
    {
        var second = new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero);

        Assert.Equal("Posted ge datetime'2026-01-31T23:59:59.0000000Z'", TableClient.CreateQueryFilter($"Posted ge {second}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"Posted ge {second.AddTicks(1)}"));
    }

    [Fact]
    public async Task TS_26_A_key_has_at_most_512_characters()
    {
        Assert.Equal((400, "KeyValueTooLarge"), await Sandbox.RefusalOf(() => table.AddEntityAsync(new TableEntity(new string('p', 513), "r"))));
        Assert.Equal((400, "KeyValueTooLarge"), await Sandbox.RefusalOf(() => table.GetEntityAsync<TableEntity>("p", new string('r', 513))));

        var real = await Sandbox.NewTableAsync();
        var longest = new TableEntity(new string('p', 512), new string('r', 512));
        await real.AddEntityAsync(longest);
        Assert.True((await real.GetEntityIfExistsAsync<TableEntity>(longest.PartitionKey, longest.RowKey)).HasValue);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%b")]
    [InlineData("a\u0001b")]
    [InlineData("a\u0085b")]
    public async Task TS_27_A_key_has_no_forbidden_character(string key)
    {
        Assert.Equal((400, "InvalidInput"), await Sandbox.RefusalOf(() => table.AddEntityAsync(new TableEntity(key, "r"))));
        Assert.Equal((400, "InvalidInput"), await Sandbox.RefusalOf(() => table.DeleteEntityAsync("p", key)));
    }

    [Theory]
    [InlineData("acme|run 2026-11")]
    [InlineData("Łódź, O'Neill & söhne")]
    [InlineData("a+b=c;d:e@f$g!h*(i)[j]{k}^~`\"<>")]
    [InlineData("")]
    public async Task TS_27_Any_other_key_is_found_again(string key)
    {
        var real = await Sandbox.NewTableAsync();
        await real.AddEntityAsync(new TableEntity(key, key) { ["Amount"] = 12L });

        var found = (await real.GetEntityAsync<TableEntity>(key, key)).Value;
        await real.UpdateEntityAsync(new TableEntity(key, key) { ["Amount"] = 13L }, found.ETag);
        await real.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity(key, key))]);

        Assert.Equal((key, key, 12L), (found.PartitionKey, found.RowKey, found.GetInt64("Amount")));
        Assert.False((await real.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }

    [Fact]
    public async Task TS_28_A_transaction_has_at_most_4_MiB()
    {
        var text = new string('x', 30_000);
        var actions = Enumerable.Range(0, 100)
            .Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{number}") { ["A"] = text, ["B"] = text }));

        Assert.Equal((413, "RequestBodyTooLarge"), await Sandbox.RefusalOf(() => table.SubmitTransactionAsync(actions)));
    }

    [Fact]
    public async Task TS_29_A_transaction_has_at_most_100_operations()
    {
        var actions = Enumerable.Range(0, 101).Select(number => Sandbox.Add("p", $"{number}")).ToArray();
        var real = await Sandbox.NewTableAsync();

        Assert.Equal((400, "InvalidInput"), await Sandbox.RefusalOf(() => table.SubmitTransactionAsync(actions)));
        Assert.Equal(100, (await real.SubmitTransactionAsync(actions[..100])).Value.Count);
    }

    [Fact]
    public async Task TS_30_A_row_comes_once_in_a_transaction()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Sandbox.Add("p", "1"), Sandbox.Add("p", "2"), Sandbox.Add("p", "1")]));

        Assert.Equal((400, "InvalidDuplicateRow", 2), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task TS_1_An_amount_cannot_be_a_decimal()
        => await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Amount"] = 12.5m }));

    [Fact]
    public async Task TS_3_An_update_names_the_version_it_knows()
    {
        var row = new TableEntity("p", "r");

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(row, default));
        await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, row)]));
    }

    [Fact]
    public async Task TS_5_A_table_name_has_3_to_63_letters_and_digits()
        => Assert.Equal((400, "OutOfRangeInput"), await Sandbox.RefusalOf(() => new TableClient("UseDevelopmentStorage=true", "ab").CreateIfNotExistsAsync()));

    [Fact]
    public async Task An_empty_transaction_is_a_mistake_of_the_caller()
        => await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
}
