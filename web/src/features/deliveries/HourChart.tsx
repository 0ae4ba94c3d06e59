import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { t } from '../../language/inside.ts'
import { type Hour, type Outcome, outcomes } from './hours.ts'

const colour = (token: string) => `var(--chakra-colors-${token})`

const fills: Record<Outcome, string> = {
  arrived: colour('green-solid'),
  moving: colour('blue-solid'),
  trouble: colour('red-solid'),
  kept: colour('border-control'),
}

const names = t('deliveries.charts.outcomes', { returnObjects: true })
const text = { fill: colour('fg-muted'), fontSize: 12 }

interface HourChartProps {
  hours: Hour[]
  /** How an hour is written under the axis, and in full. */
  inShort: (at: string) => string
  inFull: (at: string) => string
}

/** Bars by hour, one above the other by outcome. Its words and its table stand beside it: this is for the eye alone. */
export default function HourChart({ hours, inShort, inFull }: HourChartProps) {
  return (
    <ResponsiveContainer width="100%" height={240}>
      <BarChart data={hours} accessibilityLayer={false} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke={colour('border')} />
        <XAxis dataKey="at" tickFormatter={inShort} tick={text} stroke={colour('border')} minTickGap={24} />
        <YAxis allowDecimals={false} tick={text} stroke={colour('border')} width={36} />
        <Tooltip
          labelFormatter={(at) => inFull(String(at))}
          cursor={{ fill: colour('bg-muted') }}
          contentStyle={{ background: colour('bg-panel'), borderColor: colour('border'), borderRadius: 6 }}
          itemStyle={{ color: colour('fg') }}
          labelStyle={{ color: colour('fg-muted') }}
        />
        <Legend
          wrapperStyle={{ fontSize: 13 }}
          formatter={(name) => <span style={{ color: colour('fg') }}>{name}</span>}
        />
        {outcomes.map((outcome) => (
          <Bar
            key={outcome}
            dataKey={outcome}
            name={names[outcome]}
            stackId="hour"
            fill={fills[outcome]}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
