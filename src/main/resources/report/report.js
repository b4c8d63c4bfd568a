'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SHAPES = { ladder: 'circle', collaborative: 'rect', content: 'triangle', popularity: 'rectRot', model: 'star' };
  const hidden = new Set();
  let charts = [];

  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = layer => css('--' + layer) || css('--other');
  const figure = value => value.toFixed(3);
  const count = value => value.toLocaleString('en');

  // The 95 % interval of each line: a band, or a whisker where there is but one point.
  const bands = {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const { ctx, scales: { y } } = chart;
      chart.data.datasets.forEach((set, i) => {
        if (!set.low || !chart.isDatasetVisible(i)) return;
        const points = chart.getDatasetMeta(i).data;
        ctx.save();
        ctx.beginPath();
        ctx.rect(chart.chartArea.left, y.top, chart.chartArea.width, y.height);
        ctx.clip();
        ctx.globalAlpha = set.layer === 'ladder' ? 0.2 : 0.11;
        ctx.fillStyle = ctx.strokeStyle = set.borderColor;
        ctx.beginPath();
        if (points.length === 1) {
          ctx.globalAlpha = 0.6;
          ctx.lineWidth = 2;
          ctx.moveTo(points[0].x, y.getPixelForValue(set.low[0]));
          ctx.lineTo(points[0].x, y.getPixelForValue(set.high[0]));
          ctx.stroke();
        } else {
          points.forEach((point, j) => ctx.lineTo(point.x, y.getPixelForValue(set.high[j])));
          for (let j = points.length - 1; j >= 0; j--) ctx.lineTo(points[j].x, y.getPixelForValue(set.low[j]));
          ctx.fill();
        }
        ctx.restore();
      });
    },
  };

  // How many cases stand behind a point: over every bar in the largest writing that fits, or else
  // over the highest bar alone.
  const counts = {
    id: 'counts',
    afterDatasetsDraw(chart) {
      const cases = chart.data.datasets.at(-1).data;
      const bars = chart.getDatasetMeta(chart.data.datasets.length - 1).data;
      if (!bars.length) return;
      const { ctx } = chart;
      const room = chart.chartArea.width / bars.length - 3;
      const fits = [[count, 11], [short, 11], [short, 9]].find(([write, size]) => {
        ctx.font = `${size}px ${Chart.defaults.font.family}`;
        return cases.every(value => ctx.measureText(write(value)).width <= room);
      });
      const highest = cases.indexOf(Math.max(...cases));
      ctx.save();
      ctx.font = `${fits ? fits[1] : 11}px ${Chart.defaults.font.family}`;
      ctx.fillStyle = css('--quiet');
      ctx.textAlign = 'center';
      ctx.textBaseline = 'bottom';
      bars.forEach((bar, i) => {
        if (fits || i === highest) ctx.fillText((fits ? fits[0] : count)(cases[i]), bar.x, bar.y - 2);
      });
      ctx.restore();
    },
  };
  const short = value => value < 1000 ? count(value)
    : value < 9950 ? (value / 1e3).toFixed(1) + 'k'
    : value < 1e6 ? Math.round(value / 1e3) + 'k' : (value / 1e6).toFixed(1) + 'M';

  function draw(canvas) {
    const plot = data.plots[canvas.dataset.plot];
    const lines = plot[canvas.dataset.figure];
    const grid = css('--grid');
    const quiet = css('--quiet');
    const few = plot.labels.length < 12;
    // The ladder is drawn last, on top.
    const sets = data.layers.map(layer => ({
      type: 'line',
      yAxisID: 'y',
      label: layer,
      layer,
      data: lines[layer].mean,
      low: lines[layer].low,
      high: lines[layer].high,
      borderColor: colour(layer),
      backgroundColor: colour(layer),
      borderWidth: layer === 'ladder' ? 2.5 : 1.75,
      pointStyle: SHAPES[layer] || 'crossRot',
      pointRadius: few ? 4 : 2.5,
      pointHoverRadius: 6,
      order: layer === 'ladder' ? 0 : 1,
      hidden: hidden.has(layer),
    }));
    // The end of a band may be cut: one of few cases would flatten all lines.
    const best = Math.max(0.01, ...Object.values(lines).flatMap(line => line.mean));
    const highest = Math.min(1.25 * best, Math.max(best, ...Object.values(lines).flatMap(line => line.high)));
    return new Chart(canvas, {
      data: {
        labels: plot.labels,
        datasets: [...sets, {
          type: 'bar', label: 'cases', data: plot.cases, yAxisID: 'n',
          backgroundColor: css('--count'), borderRadius: 2, maxBarThickness: 40, order: 2,
        }],
      },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: { grid: { display: false }, border: { color: grid }, ticks: { color: quiet, font: { size: 10.5 }, maxRotation: few ? 60 : 0, autoSkip: !few, autoSkipPadding: 14 } },
          n: { stack: 'one', stackWeight: 1, beginAtZero: true, grace: '55%', grid: { display: false }, border: { display: false },
            ticks: { display: false } },
          y: { stack: 'one', stackWeight: 4.5, beginAtZero: true, suggestedMax: Math.min(1, highest), max: highest > 0.8 ? 1 : undefined, grid: { color: grid }, border: { display: false },
            ticks: { color: quiet, maxTicksLimit: 6, includeBounds: false, callback: value => +value.toFixed(3) } },
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            usePointStyle: true,
            padding: 10,
            boxPadding: 4,
            itemSort: (a, b) => b.parsed.y - a.parsed.y,
            filter: item => item.dataset.label !== 'cases',
            callbacks: {
              title: items => items.length ? plot.titles[items[0].dataIndex] : '',
              label: item => `${item.dataset.label}  ${figure(item.parsed.y)}  (${figure(item.dataset.low[item.dataIndex])}–${figure(item.dataset.high[item.dataIndex])})`,
              footer: items => items.length ? count(plot.cases[items[0].dataIndex]) + ' cases' : '',
            },
          },
        },
      },
      plugins: [bands, counts],
    });
  }

  function drawAll() {
    charts.forEach(chart => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    charts = [...document.querySelectorAll('canvas')].map(draw);
  }

  document.querySelectorAll('.legend button').forEach(button => button.addEventListener('click', () => {
    const { layer } = button.dataset;
    if (!hidden.delete(layer)) hidden.add(layer);
    button.setAttribute('aria-pressed', String(!hidden.has(layer)));
    charts.forEach(chart => {
      chart.setDatasetVisibility(data.layers.indexOf(layer), !hidden.has(layer));
      chart.update();
    });
  }));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  addEventListener('beforeprint', () => charts.forEach(chart => chart.resize()));
  drawAll();
})();
